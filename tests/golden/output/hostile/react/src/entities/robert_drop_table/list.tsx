import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function RobertDropTableList() {
  return (
    <ListPage
      model={model}
      columns={[
        "select",
        "property",
        "type",
        "order",
        "code",
        "case",
        "sum",
        "serial",
      ]}
      filters={[
        "select",
        "property",
        "type",
        "order",
        "code",
        "case",
        "serial",
      ]}
    />
  );
}
