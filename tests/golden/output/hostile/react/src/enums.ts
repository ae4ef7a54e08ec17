/** The values that fields with a choice may take: what is stored, and what is shown for it. */
import type { Choice } from "./shared/model";

export const enums = {
  mro: [
    { id: "name", name: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #" },
    { id: "none", name: "№ – «ничего»" },
  ],
} satisfies Record<string, readonly Choice[]>;
