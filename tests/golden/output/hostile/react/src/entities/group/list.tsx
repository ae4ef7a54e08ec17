import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function GroupList() {
  return (
    <ListPage
      model={model}
      columns={["table", "meta"]}
      filters={["table", "meta"]}
    />
  );
}
