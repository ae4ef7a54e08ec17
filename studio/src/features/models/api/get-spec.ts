/** The model of a build: what was understood, where each element comes from, what is open. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export const specOptions = (appId: string, buildId: string) =>
  queryOptions({
    queryKey: ["apps", appId, "spec", buildId] as const,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/apps/{app_id}/spec", {
          params: { path: { app_id: appId }, query: { build_id: buildId } },
        }),
      ),
  });
