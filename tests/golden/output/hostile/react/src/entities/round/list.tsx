import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function RoundList() {
  return (
    <ListPage
      model={model}
      columns={["upper", "days", "now"]}
      filters={["upper", "days"]}
    />
  );
}
