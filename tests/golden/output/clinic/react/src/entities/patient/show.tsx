import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function PatientShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "name",
        "ward",
        "bed",
        "number",
        "born",
        "email",
        "phone",
        "insurance",
        "language",
        "insured",
        "active",
        "height",
        "weight",
        "bulk",
        "photo",
        "notes",
        "allergies",
        "relatives",
        "carers",
      ]}
    />
  );
}
