import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function CaseList() {
  return (
    <ListPage
      model={model}
      columns={["context"]}
      filters={["context"]}
    />
  );
}
