/** How a build stands, where a person has something to know or to do about it. */
import type { ReactNode } from "react";

import { type Build, hasEnded } from "@/api/types";
import { Button } from "@/components/button";
import { Notice, ProblemNotice } from "@/components/notice";

import { useDecideBuild } from "../api/decide-build";
import { stageTitle } from "../stages";

interface OutcomeProps {
  build: Build;
  /** What else to do about a build that failed, for example to write it anew. */
  otherwise?: ReactNode;
}

export function Outcome({ build, otherwise }: OutcomeProps) {
  const retry = useDecideBuild(build, "retry");
  const again = (
    <Button
      key="again"
      look={build.failure?.retryable ? "primary" : "plain"}
      busy={retry.isPending}
      onClick={() => {
        retry.mutate();
      }}
    >
      Try again
    </Button>
  );
  return (
    <>
      {build.state === "failed" && build.failure && (
        <Notice
          tone="bad"
          title={`Failed at “${stageTitle(build.failure.stage)}”`}
          actions={<>{build.failure.retryable ? [again, otherwise] : [otherwise, again]}</>}
        >
          {build.failure.reason}
        </Notice>
      )}
      {build.state === "deferred" && (
        <Notice tone="wait" title="Something that the build needs is away">
          {build.failure?.reason ?? "It goes on by itself as soon as that is back. There is nothing to do."}
        </Notice>
      )}
      {build.state === "cancelled" && (
        <Notice tone="neutral" title="This build was cancelled" actions={otherwise}>
          {build.failure?.reason}
        </Notice>
      )}
      {retry.isError && <ProblemNotice error={retry.error} />}
    </>
  );
}

/** A way out, as long as the build goes on. */
export function CancelButton({ build }: { build: Build }) {
  const cancel = useDecideBuild(build, "cancel");
  if (hasEnded(build)) return null;
  return (
    <>
      <Button
        small
        look="quiet"
        busy={cancel.isPending}
        onClick={() => {
          cancel.mutate();
        }}
      >
        Cancel this build
      </Button>
      {cancel.isError && <ProblemNotice error={cancel.error} />}
    </>
  );
}
