import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function ReactionShow() {
  return (
    <ShowPage
      model={model}
      fields={["patient", "allergy", "severity"]}
    />
  );
}
