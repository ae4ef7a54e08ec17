import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function RobertDropTableList() {
  return (
    <ListPage
      model={model}
      columns={["select", "property", "type", "order"]}
      filters={["select", "property", "type", "order"]}
    />
  );
}
