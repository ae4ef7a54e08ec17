/** Ask for a change of an application: in words, or as a whole spec, on top of a version. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { forgetKey, keyFor } from "./idempotency";
import { isStatus } from "./problem";
import type { BuildBody } from "./types";

export function useChangeApp(appId: string) {
  const client = useQueryClient();
  const name = `change.${appId}`;
  return useMutation({
    mutationFn: (body: BuildBody) =>
      unwrap(
        api.POST("/api/v1/apps/{app_id}/builds", {
          params: { path: { app_id: appId }, header: { "idempotency-key": keyFor(name, body) } },
          body,
        }),
      ),
    onSuccess: async (build) => {
      forgetKey(name);
      client.setQueryData(["builds", build.id], build);
      await client.invalidateQueries({ queryKey: ["apps"] });
    },
    onError: async (error) => {
      // The application has moved on: learn where it stands, so that the page can say so.
      if (isStatus(error, 409)) await client.invalidateQueries({ queryKey: ["apps", appId] });
    },
  });
}
