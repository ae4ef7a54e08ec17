/** How the platform does: builds by state, each stage's figures, each consumer group's lag. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

/** How often the figures are asked for again, in milliseconds. */
export const EVERY = 4_000;

export const overviewOptions = (hours: number) =>
  queryOptions({
    queryKey: ["ops", "overview", hours] as const,
    queryFn: () => unwrap(api.GET("/api/v1/ops/overview", { params: { query: { hours } } })),
    refetchInterval: EVERY,
  });
