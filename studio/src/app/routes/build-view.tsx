/** One build of an application: its words, its stages as they go, its outcome, its model. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { type App, type Build, hasEnded } from "@/api/types";
import { Button } from "@/components/button";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { useFollowBuild } from "@/features/builds/api/follow-build";
import { buildOptions } from "@/features/builds/api/get-build";
import { BuildText } from "@/features/builds/components/build-text";
import { CancelButton, Outcome } from "@/features/builds/components/outcome";
import { Pipeline } from "@/features/builds/components/pipeline";
import { ModelSection } from "@/features/models/components/model-section";

interface BuildViewProps {
  app: App;
  buildId: string;
  /** Where to ask for a change: before the model, but after a model that waits for review. */
  change: ReactNode;
  /** Somebody wants to say it differently, beginning with these words. */
  onAnew: (words: string) => void;
  /** A change was sent: its build. */
  onSent: (build: Build) => void;
}

export function BuildView({ buildId, ...rest }: BuildViewProps) {
  const build = useQuery(buildOptions(buildId));
  if (build.isPending) return <Loading what="the build" />;
  if (build.isError) return <ProblemNotice error={build.error} />;
  return <Followed build={build.data} {...rest} />;
}

function Followed({ app, build, change, onAnew, onSent }: Omit<BuildViewProps, "buildId"> & { build: Build }) {
  const following = useFollowBuild(build);
  const model = <ModelSection key="model" app={app} build={build} onSent={onSent} />;
  const { text } = build;
  const otherwise = text !== null && change !== false && (
    <Button
      key="otherwise"
      onClick={() => {
        onAnew(text);
      }}
    >
      Say it differently
    </Button>
  );
  return (
    <>
      <Section
        title={hasEnded(build) ? `Build ${build.build_no}` : `Build ${build.build_no}, under way`}
        aside={<CancelButton build={build} />}
      >
        <BuildText build={build} />
        <Outcome build={build} otherwise={otherwise} />
        <Pipeline build={build} following={following} />
      </Section>
      {build.state === "waiting_for_review" ? [model, change] : [change, model]}
    </>
  );
}
