import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function RoundShow() {
  return (
    <ShowPage
      model={model}
      fields={["upper", "days", "now"]}
    />
  );
}
