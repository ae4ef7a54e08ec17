import { ListPage } from "../../shared/ListPage";
import { model } from "./model";

export default function WardList() {
  return (
    <ListPage
      model={model}
      columns={[
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
      filters={[
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
