import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function ObjectShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "queryset",
        "instance",
        "data",
        "errors",
        "colour",
        "scan",
        "count",
        "kwargs",
      ]}
    />
  );
}
