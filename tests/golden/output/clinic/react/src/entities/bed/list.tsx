import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function BedList() {
  return (
    <ListPage
      model={model}
      columns={["number", "equipment"]}
      filters={["number"]}
    />
  );
}
