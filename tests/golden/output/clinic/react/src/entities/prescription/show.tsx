import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function PrescriptionShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "drug",
        "visit",
        "signed_by",
        "days",
        "starts",
        "ends",
        "summary",
      ]}
    />
  );
}
