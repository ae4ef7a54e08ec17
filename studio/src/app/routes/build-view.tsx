/** One build of an application: its words, its stages as they go, its outcome, its model. */
import { useQuery } from "@tanstack/react-query";

import { type Build, hasEnded } from "@/api/types";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { useFollowBuild } from "@/features/builds/api/follow-build";
import { buildOptions } from "@/features/builds/api/get-build";
import { BuildText } from "@/features/builds/components/build-text";
import { CancelButton, Outcome } from "@/features/builds/components/outcome";
import { Pipeline } from "@/features/builds/components/pipeline";
import { ModelSection } from "@/features/models/components/model-section";

export function BuildView({ buildId }: { buildId: string }) {
  const build = useQuery(buildOptions(buildId));
  if (build.isPending) return <Loading what="the build" />;
  if (build.isError) return <ProblemNotice error={build.error} />;
  return <Followed build={build.data} />;
}

function Followed({ build }: { build: Build }) {
  const following = useFollowBuild(build);
  return (
    <>
      <Section
        title={hasEnded(build) ? `Build ${build.build_no}` : `Build ${build.build_no}, under way`}
        aside={<CancelButton build={build} />}
      >
        <BuildText build={build} />
        <Outcome
          build={build}
          otherwise={
            <a key="otherwise" href="#change">
              Say it differently
            </a>
          }
        />
        <Pipeline build={build} following={following} />
      </Section>
      <ModelSection build={build} />
    </>
  );
}
