/** Builds that failed, and why, latest first. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

import { EVERY } from "./get-overview";

export const failuresOptions = queryOptions({
  queryKey: ["ops", "failures"] as const,
  queryFn: () => unwrap(api.GET("/api/v1/ops/failures", { params: { query: { limit: 20 } } })),
  refetchInterval: EVERY,
});
