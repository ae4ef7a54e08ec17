/** A link that signs its owner in to the running application, once. */
import { useMutation } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

export function useOpenApp(appId: string) {
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/apps/{app_id}/signin-link", { params: { path: { app_id: appId } } })),
  });
}
