import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function VisitForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={[
        "at",
        "patient",
        "doctor",
        "bed",
        "urgency",
        "needs",
        "fee",
        "extra",
        "length",
        "begins",
        "key",
        "site",
        "findings",
        "number",
      ]}
    />
  );
}
