import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function PatientList() {
  return (
    <ListPage
      model={model}
      columns={[
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
        "allergies",
        "relatives",
        "carers",
      ]}
      filters={[
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
        "allergies",
        "relatives",
        "carers",
      ]}
    />
  );
}
