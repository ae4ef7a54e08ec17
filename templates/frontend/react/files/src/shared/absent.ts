/** Whether a value is nothing that could be shown. */
export function absent(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}
