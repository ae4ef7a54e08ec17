import type { Mode } from "../../shared/entities";
import { FormPage } from "../../shared/FormPage";
import { model } from "./model";

export default function WardForm({ mode }: { mode: Mode }) {
  return (
    <FormPage
      model={model}
      mode={mode}
      fields={[
        "name",
        "parent",
        "speaker",
        "code",
        "beds",
        "budget",
        "colour",
        "opened",
        "nurses",
      ]}
    />
  );
}
