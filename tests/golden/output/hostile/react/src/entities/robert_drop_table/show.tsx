import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function RobertDropTableShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "select",
        "property",
        "where_am_i",
        "type",
        "order",
        "code",
        "case",
        "sum",
        "serial",
      ]}
    />
  );
}
