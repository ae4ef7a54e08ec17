/** Records over the application's REST API. */
import type {
  DataProvider,
  DeleteParams,
  Identifier,
  RaRecord,
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
  for (const [name, value] of Object.entries(filter)) {
    const text = written(value);
    if (text !== "") search.set(name, text);
  }
  return search.toString();
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(",");
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
    ? String(value)
    : "";
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

const each = async (ids: Identifier[], act: (id: Identifier) => Promise<unknown>) => {
  await Promise.all(ids.map(act));
  return { data: ids };
};

export const dataProvider: DataProvider = {
  supportAbortSignal: true,
  getList: (resource, { signal, ...wanted }) => list(resource, wanted, signal),
  getOne: async (resource, { id, signal }: Found) => ({
    data: await request(one(resource, id), { signal }),
  }),
  getMany: (resource, { ids, signal }) => byIds(resource, ids, signal),
  getManyReference: (resource, { target, id, filter, ...rest }) => {
    const { signal, ...wanted } = rest;
    const narrowed = { ...(filter as Wanted["filter"]), [target]: id as unknown };
    return list(resource, { ...wanted, filter: narrowed }, signal);
  },
  create: async (resource, { data }: Sent) => ({
    data: await request(`${resource}/`, { method: "POST", body: data }),
  }),
  update: async (resource, { id, data }: Found & Sent) => ({
    data: await request(one(resource, id), { method: "PATCH", body: data }),
  }),
  updateMany: (resource, { ids, data }: { ids: Identifier[] } & Sent) =>
    each(ids, (id) => request(one(resource, id), { method: "PATCH", body: data })),
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
