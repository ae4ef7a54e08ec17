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
        "length",
        "begins",
        "key",
        "site",
        "number",
      ]}
      filters={[
        "at",
        "patient",
        "doctor",
        "bed",
        "state",
        "urgency",
        "site",
        "number",
      ]}
    />
  );
}
