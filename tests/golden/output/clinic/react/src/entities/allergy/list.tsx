import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function AllergyList() {
  return (
    <ListPage
      model={model}
      columns={["name"]}
      filters={["name"]}
    />
  );
}
