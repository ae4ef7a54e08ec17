import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function GroupShow() {
  return (
    <ShowPage
      model={model}
      fields={["table", "meta"]}
    />
  );
}
