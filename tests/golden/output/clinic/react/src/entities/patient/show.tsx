import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function PatientShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "name",
        "ward",
        "born",
        "email",
        "phone",
        "language",
        "insured",
        "active",
        "weight",
        "notes",
        "allergies",
        "relatives",
        "carers",
      ]}
    />
  );
}
