import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function PrescriptionForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={["drug", "visit", "days", "starts"]}
    />
  );
}
