import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function PatientList() {
  return (
    <ListPage
      model={model}
      columns={[
        "name",
        "ward",
        "born",
        "email",
        "phone",
        "language",
        "insured",
        "active",
        "weight",
        "allergies",
        "relatives",
        "carers",
      ]}
      filters={[
        "name",
        "ward",
        "born",
        "email",
        "phone",
        "language",
        "insured",
        "active",
        "weight",
        "allergies",
        "relatives",
        "carers",
      ]}
    />
  );
}
