import { ShowPage } from "../../shared/ShowPage";
import { model } from "./model";

export default function NoteShow() {
  return (
    <ShowPage
      model={model}
      fields={["text"]}
    />
  );
}
