/** The values that fields with a choice may take: what is stored, and what is shown for it. */

export const enums = {};
