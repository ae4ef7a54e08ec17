import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function PrescriptionList() {
  return (
    <ListPage
      model={model}
      columns={[
        "drug",
        "visit",
        "signed_by",
        "days",
        "starts",
        "ends",
        "summary",
      ]}
      filters={["drug", "visit", "signed_by", "days", "starts"]}
    />
  );
}
