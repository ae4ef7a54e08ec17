/** Bytes that were no event, and why they were refused, latest first. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

import { EVERY } from "./get-overview";

export const deadLettersOptions = queryOptions({
  queryKey: ["ops", "dead-letters"] as const,
  queryFn: () => unwrap(api.GET("/api/v1/ops/dead-letters", { params: { query: { limit: 20 } } })),
  refetchInterval: EVERY,
});
