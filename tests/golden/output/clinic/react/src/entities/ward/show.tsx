import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function WardShow() {
  return (
    <ShowPage
      model={model}
      fields={[
        "name",
        "parent",
        "speaker",
        "code",
        "beds",
        "budget",
        "colour",
        "opened",
        "nurses",
      ]}
    />
  );
}
