/** Records over the application's REST API. */
import {
  type DataProvider,
  type DeleteParams,
  HttpError,
  type Identifier,
  type RaRecord,
} from "react-admin";

import { request } from "./http";

interface Page<Row> {
  count: number;
  results: Row[];
}

interface Wanted {
  pagination?: { page: number; perPage: number } | undefined;
  sort?: { field: string; order: "ASC" | "DESC" } | undefined;
  filter?: Record<string, unknown> | undefined;
}

interface Found {
  id: Identifier;
  signal?: AbortSignal | undefined;
}

interface Sent {
  data: unknown;
}

/** How many ids one request may name. */
const IDS = 100;

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

async function list<Row extends RaRecord>(
  resource: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<{ data: Row[]; total: number }> {
  const page = await request<Page<Row>>(`${resource}/?${query(wanted)}`, {
    signal,
  });
  return { data: page.results, total: page.count };
}

/** A page; an empty one, with the true total, where the last rows of a page were just deleted. */
async function pageOf<Row extends RaRecord>(
  resource: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<{ data: Row[]; total: number }> {
  const { page = 1, perPage = 1 } = wanted.pagination ?? {};
  try {
    return await list<Row>(resource, wanted, signal);
  } catch (error) {
    const beyond =
      error instanceof HttpError && error.status === 404 && page > 1;
    if (!beyond) throw error;
    const first = { ...wanted, pagination: { page: 1, perPage } };
    return { ...(await list<Row>(resource, first, signal)), data: [] };
  }
}

async function byIds<Row extends RaRecord>(
  resource: string,
  ids: Identifier[],
  signal?: AbortSignal,
): Promise<{ data: Row[] }> {
  const parts = Array.from({ length: Math.ceil(ids.length / IDS) }, (_, part) =>
    ids.slice(part * IDS, (part + 1) * IDS),
  );
  const pages = await Promise.all(
    parts.map((part) =>
      list<Row>(
        resource,
        { filter: { id__in: part }, pagination: { page: 1, perPage: IDS } },
        signal,
      ),
    ),
  );
  return { data: pages.flatMap((page) => page.data) };
}

const one = (resource: string, id: Identifier) =>
  `${resource}/${encodeURIComponent(id)}/`;

const each = async (
  ids: Identifier[],
  act: (id: Identifier) => Promise<unknown>,
) => {
  await Promise.all(ids.map(act));
  return { data: ids };
};

export const dataProvider: DataProvider = {
  supportAbortSignal: true,
  getList: (resource, { signal, ...wanted }) =>
    pageOf(resource, wanted, signal),
  getOne: async (resource, { id, signal }: Found) => ({
    data: await request(one(resource, id), { signal }),
  }),
  getMany: (resource, { ids, signal }) => byIds(resource, ids, signal),
  getManyReference: (resource, { target, id, filter, ...rest }) => {
    const { signal, ...wanted } = rest;
    const narrowed = {
      ...(filter as Wanted["filter"]),
      [target]: id as unknown,
    };
    return pageOf(resource, { ...wanted, filter: narrowed }, signal);
  },
  create: async (resource, { data }: Sent) => ({
    data: await request(`${resource}/`, { method: "POST", body: data }),
  }),
  update: async (resource, { id, data }: Found & Sent) => ({
    data: await request(one(resource, id), { method: "PATCH", body: data }),
  }),
  updateMany: (resource, { ids, data }: { ids: Identifier[] } & Sent) =>
    each(ids, (id) =>
      request(one(resource, id), { method: "PATCH", body: data }),
    ),
  delete: async <Row extends RaRecord>(
    resource: string,
    { id, previousData }: DeleteParams<Row> & Found,
  ) => {
    await request(one(resource, id), { method: "DELETE" });
    return { data: previousData ?? ({ id } as Row) };
  },
  deleteMany: (resource, { ids }) =>
    each(ids, (id) => request(one(resource, id), { method: "DELETE" })),
};
