/** The model of a build: what was understood, where each element comes from, what is open. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import { ApiProblem, isStatus } from "@/api/problem";

export const specOptions = (appId: string, buildId: string) =>
  queryOptions({
    // The read model may be a moment behind the build's own events.
    retry: (count, error) => count < 4 && (isStatus(error, 404) || !(error instanceof ApiProblem)),
    queryKey: ["apps", appId, "spec", buildId] as const,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/apps/{app_id}/spec", {
          params: { path: { app_id: appId }, query: { build_id: buildId } },
        }),
      ),
  });
