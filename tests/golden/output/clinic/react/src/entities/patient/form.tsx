import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function PatientForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={[
        "name",
        "ward",
        "bed",
        "born",
        "email",
        "phone",
        "insurance",
        "language",
        "insured",
        "active",
        "height",
        "weight",
        "notes",
        "relatives",
        "carers",
      ]}
    />
  );
}
