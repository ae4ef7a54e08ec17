import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function InspectionShow() {
  return (
    <ShowPage
      model={model}
      fields={["outcome", "visit"]}
    />
  );
}
