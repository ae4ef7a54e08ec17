/** Ask for a new application. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import { forgetKey, keyFor } from "@/api/idempotency";
import type { AppBody } from "@/api/types";

const NAME = "new-app";

export function useCreateApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AppBody) =>
      unwrap(api.POST("/api/v1/apps", { params: { header: { "idempotency-key": keyFor(NAME, body) } }, body })),
    onSuccess: ({ app, build }) => {
      forgetKey(NAME);
      client.setQueryData(["apps", app.id], { ...app, latest_build: build });
      client.setQueryData(["builds", build.id], build);
      void client.invalidateQueries({ queryKey: ["apps"], exact: true });
    },
  });
}
