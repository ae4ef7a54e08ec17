import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function EventList() {
  return (
    <ListPage
      model={model}
      columns={[
        "upload",
        "date",
        "time",
        "timezone",
        "datetime",
        "list",
        "cast",
      ]}
      filters={["upload", "date", "timezone", "cast"]}
    />
  );
}
