/** Records over the application's REST API. */
import {
  type DataProvider,
  type DeleteParams,
  HttpError,
  type Identifier,
  type RaRecord,
} from "react-admin";

import { request } from "./http";
import { query, type Wanted } from "./query";

interface Page<Row> {
  count: number;
  results: Row[];
}

interface Found {
  id: Identifier;
  signal?: AbortSignal | undefined;
}

type Values = Record<string, unknown>;

interface Changed {
  id: Identifier;
  data: Values;
  previousData?: Values;
}

interface Sent {
  data: unknown;
}

/** How many ids one request may name. */
const IDS = 100;

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

/** Only what was changed is sent, so that nobody's work on other fields is undone. */
function changes(data: Values, before: Values = {}): Values {
  const written = Object.entries(data).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(written);
}

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
  update: async (resource, { id, data, previousData }: Changed) => ({
    data: await request(one(resource, id), {
      method: "PATCH",
      body: changes(data, previousData),
    }),
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
