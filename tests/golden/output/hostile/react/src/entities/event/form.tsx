import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function EventForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
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
