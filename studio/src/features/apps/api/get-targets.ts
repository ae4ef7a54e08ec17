/** What applications can be printed as. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export const targetsOptions = queryOptions({
  queryKey: ["targets"] as const,
  queryFn: () => unwrap(api.GET("/api/v1/targets")),
  staleTime: Infinity,
});
