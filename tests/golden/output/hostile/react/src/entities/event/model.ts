/** What the pages know of the entity. */
import { enums } from "../../enums";
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "event",
  path: "events",
  label: "Event",
  pluralLabel: "Events",
  display: "upload",
  fields: {
    upload: {
      type: "string",
      label: "Upload",
    },
    date: {
      type: "date",
      label: "Date",
    },
    time: {
      type: "time",
      label: "Time",
      initial: "08:30:00",
    },
    timezone: {
      type: "datetime",
      label: "Timezone",
      initial: "2026-01-31T06:00:00+00:00",
    },
    datetime: {
      type: "duration",
      label: "Datetime",
      initial: "01:30:00",
    },
    list: {
      type: "choices",
      label: "List",
      choices: enums.mro,
      initial: ["none"],
    },
    cast: {
      type: "float",
      label: "Cast",
      min: -2.5,
    },
    change: {
      type: "text",
      label: "Change",
    },
  },
  related: [
    {
      from: "rounds",
      by: "upper",
      label: "Rounds",
    },
  ],
});
