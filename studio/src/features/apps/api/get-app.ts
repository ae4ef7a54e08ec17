/** One application. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export const appOptions = (appId: string) =>
  queryOptions({
    queryKey: ["apps", appId] as const,
    queryFn: () => unwrap(api.GET("/api/v1/apps/{app_id}", { params: { path: { app_id: appId } } })),
    refetchInterval: ({ state }) => (state.data?.state === "retiring" ? 3_000 : false),
  });
