/** The builds of an application, latest first. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export const buildsOptions = (appId: string) =>
  queryOptions({
    queryKey: ["apps", appId, "builds"] as const,
    queryFn: () => unwrap(api.GET("/api/v1/apps/{app_id}/builds", { params: { path: { app_id: appId } } })),
  });
