/** The model of a build: to be read, to be reviewed, or to be edited into the next version. */
import { useQuery } from "@tanstack/react-query";

import { isStatus } from "@/api/problem";
import { type Build, hasEnded } from "@/api/types";
import { Empty } from "@/components/empty";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";

import { specOptions } from "../api/get-spec";
import { ModelView } from "./model-view";
import { Questions } from "./questions";
import { ReviewPanel } from "./review-panel";

/** Whether the build has come far enough to have a model. */
function isDesigned(build: Build): boolean {
  const schema = build.stages.find((run) => run.stage === "schema");
  return build.state === "waiting_for_review" || schema?.state === "done" || schema?.state === "skipped";
}

export function ModelSection({ build }: { build: Build }) {
  const designed = isDesigned(build);
  const spec = useQuery({ ...specOptions(build.app_id, build.id), enabled: designed });
  const missing = isStatus(spec.error, 404);
  if (hasEnded(build) && (missing || !designed)) return null;
  return (
    <Section title="The model">
      {!designed && <Empty>Shown here as soon as the text is understood.</Empty>}
      {designed && spec.isPending && <Loading what="the model" />}
      {missing && <Loading what="the model" />}
      {spec.isError && !missing && <ProblemNotice error={spec.error} />}
      {spec.data && (
        <>
          <Questions questions={spec.data.questions} />
          {build.state === "waiting_for_review" ? (
            <ReviewPanel build={build} view={spec.data} />
          ) : (
            <ModelView spec={spec.data.spec} evidence={spec.data.evidence} />
          )}
        </>
      )}
    </Section>
  );
}
