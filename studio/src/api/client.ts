/** The one client of the gateway, typed from its OpenAPI document. */
import createClient from "openapi-fetch";

import { toProblem } from "./problem";
import type { paths } from "./schema";

export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: "same-origin",
  // Looked up at each call, so that tests may stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The answer's data. Throws ApiProblem for everything that is not a success. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw toProblem(response.status, error);
  return data as Data;
}
