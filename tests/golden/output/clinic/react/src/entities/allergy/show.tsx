import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function AllergyShow() {
  return (
    <ShowPage
      model={model}
      fields={["name"]}
    />
  );
}
