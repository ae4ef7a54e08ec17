import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function EventShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "upload",
        "date",
        "time",
        "timezone",
        "datetime",
        "list",
        "cast",
        "change",
      ]}
    />
  );
}
