/** The applications that the caller may see, latest first; asked for again while one of them is being built. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import type { App } from "@/api/types";

const MOVING: ReadonlySet<App["state"]> = new Set(["new", "building", "retiring"]);

export const appsOptions = queryOptions({
  queryKey: ["apps"] as const,
  queryFn: () => unwrap(api.GET("/api/v1/apps", { params: { query: { limit: 200 } } })),
  refetchInterval: ({ state }) => (state.data?.items.some((app) => MOVING.has(app.state)) ? 3_000 : false),
});
