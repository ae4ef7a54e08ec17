/** Send again what failed: a build's event as its next attempt, or a dead letter's bytes. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";

function useReplay(send: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: ["ops"] }),
  });
}

export const useReplayBuild = (buildId: string) =>
  useReplay(() =>
    unwrap(api.POST("/api/v1/ops/builds/{build_id}/replay", { params: { path: { build_id: buildId } } })),
  );

export const useReplayDeadLetter = (letterId: number) =>
  useReplay(() =>
    unwrap(api.POST("/api/v1/ops/dead-letters/{letter_id}/replay", { params: { path: { letter_id: letterId } } })),
  );
