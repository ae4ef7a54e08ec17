import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function InspectionList() {
  return (
    <ListPage
      model={model}
      columns={["outcome", "visit"]}
      filters={["outcome", "visit"]}
    />
  );
}
