/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "bed",
  path: "beds",
  label: "Bed",
  pluralLabel: "Beds",
  fields: {
    number: {
      type: "integer",
      label: "Number",
    },
  },
  related: [
    {
      from: "visits",
      by: "bed",
      label: "Visits",
    },
  ],
});
