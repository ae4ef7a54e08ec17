import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function NoteList() {
  return (
    <ListPage
      model={model}
      columns={[]}
      filters={[]}
    />
  );
}
