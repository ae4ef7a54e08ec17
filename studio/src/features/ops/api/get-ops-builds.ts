/** Builds of every workspace, latest first. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import type { BuildState } from "@/api/types";

import { EVERY } from "./get-overview";

export const opsBuildsOptions = (state: BuildState | undefined) =>
  queryOptions({
    queryKey: ["ops", "builds", state] as const,
    queryFn: () => unwrap(api.GET("/api/v1/ops/builds", { params: { query: { limit: 20, ...(state && { state }) } } })),
    refetchInterval: EVERY,
  });
