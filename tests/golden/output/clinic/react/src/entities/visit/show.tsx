import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function VisitShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "at",
        "patient",
        "doctor",
        "bed",
        "state",
        "urgency",
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
