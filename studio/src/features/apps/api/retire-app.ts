/** Take an application out of service for good. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export function useRetireApp(appId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/apps/{app_id}", { params: { path: { app_id: appId } } })),
    onSuccess: async (app) => {
      client.setQueryData(["apps", appId], app);
      await client.invalidateQueries({ queryKey: ["apps"] });
    },
  });
}
