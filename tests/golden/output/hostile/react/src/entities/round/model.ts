/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "round",
  path: "rounds",
  label: "Round",
  pluralLabel: "Rounds",
  fields: {
    upper: {
      type: "one",
      to: "events",
      label: "Upper",
      required: true,
    },
    days: {
      type: "integer",
      label: "Days",
      min: -5,
      max: -1,
    },
    now: {
      type: "big_integer",
      label: "Now",
      readOnly: true,
    },
  },
  related: [],
});
