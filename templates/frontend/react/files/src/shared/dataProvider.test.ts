import { afterEach, describe, expect, it, vi } from "vitest";

import { dataProvider } from "./dataProvider";
import { query } from "./query";

interface Call {
  url: string;
  init: RequestInit;
}

/** Answers every request alike and keeps what was asked. */
function serve(content: unknown, status = 200): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("document", { cookie: "a=1; clinic_csrftoken=token" });
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    calls.push({ url, init });
    const body = status === 204 ? null : JSON.stringify(content);
    return Promise.resolve(new Response(body, { status }));
  });
  return calls;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("query", () => {
  it("names page, order and filters", () => {
    const text = query({
      pagination: { page: 2, perPage: 25 },
      sort: { field: "name", order: "DESC" },
      filter: {
        search: "ann & bob",
        insured: false,
        price: { gte: 5, lte: "" },
        status: { in: ["new", "done"] },
      },
    });
    expect(Object.fromEntries(new URLSearchParams(text))).toEqual({
      page: "2",
      page_size: "25",
      ordering: "-name",
      search: "ann & bob",
      insured: "false",
      price__gte: "5",
      status__in: "new,done",
    });
  });

  it("leaves empty filters out", () => {
    expect(query({ filter: { search: "", owner: null, x: undefined } })).toBe(
      "",
    );
  });
});

describe("dataProvider", () => {
  it("reads a page of records with the total", async () => {
    const calls = serve({ count: 51, results: [{ id: 1, label: "Ann" }] });
    const page = await dataProvider.getList("patients", {
      pagination: { page: 1, perPage: 25 },
      sort: { field: "id", order: "ASC" },
      filter: {},
    });
    expect(page).toEqual({ data: [{ id: 1, label: "Ann" }], total: 51 });
    expect(calls[0]?.url).toBe(
      "/api/patients/?page=1&page_size=25&ordering=id",
    );
  });

  it("answers an empty page with the total where a page has gone", async () => {
    const answers = [
      new Response("{}", { status: 404 }),
      Response.json({ count: 25, results: [{ id: 1 }] }),
    ];
    vi.stubGlobal("fetch", () => Promise.resolve(answers.shift()));
    const page = await dataProvider.getList("patients", {
      pagination: { page: 2, perPage: 25 },
    });
    expect(page).toEqual({ data: [], total: 25 });
  });

  it("asks for many ids in parts that a URL can hold", async () => {
    const calls = serve({ count: 0, results: [] });
    const ids = Array.from({ length: 250 }, (_, id) => id);
    await dataProvider.getMany("patients", { ids });
    expect(calls).toHaveLength(3);
  });

  it("puts the server's messages at their fields", async () => {
    const email = ["Enter a valid e-mail address.", "Too long."];
    serve({ errors: { email } }, 400);
    const saved = dataProvider.create("patients", { data: { email: "x" } });
    await expect(saved).rejects.toMatchObject({
      status: 400,
      body: { errors: { email: "Enter a valid e-mail address. Too long." } },
    });
  });

  it("sends only what was changed", async () => {
    const calls = serve({ id: 1 });
    await dataProvider.update("patients", {
      id: 1,
      data: { id: 1, name: "Ann", tags: [1, 2] },
      previousData: { id: 1, name: "Bob", tags: [1, 2] },
    });
    expect(calls[0]?.init.body).toBe('{"name":"Ann"}');
  });

  it("says what to do when the server cannot be reached", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.reject(new TypeError("Failed to fetch")),
    );
    const read = dataProvider.getOne("patients", { id: 1 });
    await expect(read).rejects.toThrow("cannot be reached");
  });

  it("deletes a record and answers with what it was", async () => {
    const calls = serve(undefined, 204);
    const previousData = { id: 7, label: "Ann" };
    const gone = await dataProvider.delete("patients", { id: 7, previousData });
    expect(gone.data).toEqual(previousData);
    expect(calls[0]?.init.method).toBe("DELETE");
    expect(calls[0]?.init.headers).toMatchObject({ "X-CSRFToken": "token" });
  });
});
