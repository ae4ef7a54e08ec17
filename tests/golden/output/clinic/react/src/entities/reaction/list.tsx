import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function ReactionList() {
  return (
    <ListPage
      model={model}
      columns={["patient", "allergy", "severity"]}
      filters={["patient", "allergy", "severity"]}
    />
  );
}
