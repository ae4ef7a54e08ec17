import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function ObjectForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={[
        "queryset",
        "instance",
        "data",
        "errors",
        "colour",
        "count",
        "kwargs",
      ]}
    />
  );
}
