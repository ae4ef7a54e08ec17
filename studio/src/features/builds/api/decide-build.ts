/** What a person may decide about a build: cancel it, try it again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import type { Build } from "@/api/types";

import { buildKey } from "./get-build";

type Decision = "cancel" | "retry";

const send = (buildId: string, decision: Decision) =>
  unwrap(api.POST(`/api/v1/builds/{build_id}/${decision}`, { params: { path: { build_id: buildId } } }));

export function useDecideBuild(build: Build, decision: Decision) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send(build.id, decision),
    onSuccess: async (answer) => {
      client.setQueryData(buildKey(build.id), answer);
      await client.invalidateQueries({ queryKey: ["apps"] });
    },
  });
}
