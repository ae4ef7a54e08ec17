import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function VisitList() {
  return (
    <ListPage
      model={model}
      columns={[
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
        "number",
        "source",
      ]}
      filters={[
        "at",
        "patient",
        "doctor",
        "bed",
        "state",
        "urgency",
        "fee",
        "extra",
        "site",
        "number",
        "source",
      ]}
    />
  );
}
