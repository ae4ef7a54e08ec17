/** One build. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export const buildKey = (buildId: string) => ["builds", buildId] as const;

export const buildOptions = (buildId: string) =>
  queryOptions({
    queryKey: buildKey(buildId),
    queryFn: () => unwrap(api.GET("/api/v1/builds/{build_id}", { params: { path: { build_id: buildId } } })),
  });
