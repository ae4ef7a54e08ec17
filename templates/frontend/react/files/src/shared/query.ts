/** The query string of a list, in the words of the API: page, order, search and filters. */

export interface Wanted {
  pagination?: { page: number; perPage: number } | undefined;
  sort?: { field: string; order: "ASC" | "DESC" } | undefined;
  filter?: Record<string, unknown> | undefined;
}

/** The query string of a list: page, order, search and filters; empty filters are left out. */
export function query({ pagination, sort, filter = {} }: Wanted): string {
  const search = new URLSearchParams();
  if (pagination) {
    search.set("page", String(pagination.page));
    search.set("page_size", String(pagination.perPage));
  }
  if (sort) {
    search.set("ordering", (sort.order === "DESC" ? "-" : "") + sort.field);
  }
  for (const [name, value] of lookups(filter)) search.set(name, value);
  return search.toString();
}

/** `{ price: { gte: 5 }, status: { in: ["a", "b"] } }` asks for `price__gte=5` and `status__in=a,b`. */
function lookups(filter: object, start = ""): [string, string][] {
  return Object.entries(filter).flatMap(([name, value]: [string, unknown]) => {
    const plain = written(value);
    if (plain !== undefined) return plain === "" ? [] : [[start + name, plain]];
    return lookups(value as object, `${start}${name}__`);
  });
}

/** The value as text; undefined for an object, which holds values of its own. */
function written(value: unknown): string | undefined {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(written).join(",");
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? undefined : JSON.stringify(value);
}
