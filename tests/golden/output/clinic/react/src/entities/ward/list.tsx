import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function WardList() {
  return (
    <ListPage
      model={model}
      columns={["name", "parent", "speaker", "beds", "budget"]}
      filters={["name", "parent", "speaker", "beds", "budget"]}
    />
  );
}
