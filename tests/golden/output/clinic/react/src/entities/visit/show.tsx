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
        "needs",
        "fee",
        "extra",
        "total",
        "urgent",
        "length",
        "begins",
        "key",
        "site",
        "letter",
        "findings",
        "number",
        "source",
      ]}
    />
  );
}
