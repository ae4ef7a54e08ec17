import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function ObjectList() {
  return (
    <ListPage
      model={model}
      columns={[
        "queryset",
        "instance",
        "errors",
        "colour",
        "scan",
        "count",
        "kwargs",
      ]}
      filters={["queryset", "instance", "errors", "colour", "kwargs"]}
    />
  );
}
