/** Approve the suggested model of a build, with answers to its questions, or an edited one in its place. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import type { Spec } from "@/api/types";

import { finished } from "../edits";

interface Approval {
  edited: Spec | null;
  /** By question, the number of the choice that was taken. */
  answers: readonly (number | null)[];
}

export function useApproveBuild(buildId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edited, answers }: Approval) =>
      unwrap(
        api.POST("/api/v1/builds/{build_id}/approval", {
          params: { path: { build_id: buildId } },
          body: { spec: edited && finished(edited), answers: edited === null ? [...answers] : [] },
        }),
      ),
    onSuccess: async (build) => {
      client.setQueryData(["builds", buildId], build);
      await client.invalidateQueries({ queryKey: ["apps"] });
    },
  });
}
