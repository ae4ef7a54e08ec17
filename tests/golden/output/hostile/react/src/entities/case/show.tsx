import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function CaseShow() {
  return (
    <ShowPage
      model={model}
      fields={["context"]}
    />
  );
}
