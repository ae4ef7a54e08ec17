/** Names from labels, for elements that a person adds; the platform checks them and makes all else. */

const MAX_NAME = 40;

/** A snake_case name that is not yet taken; a script without Latin letters falls back on a number. */
export function nameFrom(label: string, taken: readonly string[], fallback: string): string {
  const words = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const joined = (words ?? []).join("_").slice(0, MAX_NAME).replace(/_+$/, "");
  const stem = /^[a-z]/.test(joined) ? joined : [fallback, joined].filter(Boolean).join("_");
  let name = stem;
  for (let number = 2; taken.includes(name); number += 1) name = `${stem}_${number}`;
  return name;
}
