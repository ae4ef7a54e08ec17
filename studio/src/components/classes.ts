/** CSS classes as one attribute; what is false or missing is left out. */
export const classes = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(" ");
