/** The values that fields with a choice may take: what is stored, and what is shown for it. */
import type { Choice } from "./shared/model";

export const enums = {
  state: [
    { id: "planned", name: "planned" },
    { id: "no_show", name: "Did not come" },
    { id: "done", name: "done" },
  ],
  urgency: [
    { id: "low", name: "low" },
    { id: "high", name: "high" },
  ],
  equipment: [
    { id: "oxygen", name: "oxygen" },
    { id: "monitor", name: "monitor" },
    { id: "lift", name: "lift" },
  ],
} satisfies Record<string, readonly Choice[]>;
