import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function BedShow() {
  return (
    <ShowPage
      model={model}
      fields={["number", "equipment"]}
    />
  );
}
