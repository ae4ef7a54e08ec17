import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function RobertDropTableForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={["select", "property", "where_am_i", "type", "order", "code"]}
    />
  );
}
