/** The model of a build: to be read, to be reviewed, or to be edited into the next version. */
import { useQuery } from "@tanstack/react-query";

import { isStatus } from "@/api/problem";
import { type App, type Build, hasEnded } from "@/api/types";
import { Button } from "@/components/button";
import { Empty } from "@/components/empty";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { useDraft } from "@/hooks/use-draft";

import { specOptions } from "../api/get-spec";
import { ModelChange, type ModelDraft } from "./model-change";
import { ModelView } from "./model-view";
import { Plan } from "./plan";
import { Questions } from "./questions";
import { ReviewPanel } from "./review-panel";

/** Whether the build has come far enough to have a model. */
function isDesigned(build: Build): boolean {
  const schema = build.stages.find((run) => run.stage === "schema");
  return build.state === "waiting_for_review" || schema?.state === "done" || schema?.state === "skipped";
}

interface ModelSectionProps {
  app: App;
  build: Build;
  onSent: (build: Build) => void;
}

export function ModelSection({ app, build, onSent }: ModelSectionProps) {
  const designed = isDesigned(build);
  const spec = useQuery({ ...specOptions(build.app_id, build.id), enabled: designed });
  const draft = useDraft<ModelDraft | null>(`model.${build.app_id}`, null);
  const missing = isStatus(spec.error, 404);
  if (hasEnded(build) && (missing || !designed)) return null;

  const view = spec.data;
  const inUse = build.build_no === app.version && app.state === "live";
  const edit = view && inUse && draft.value === null && (
    <Button
      small
      look="quiet"
      onClick={() => {
        draft.set({ spec: view.spec, base: app.version });
      }}
    >
      Edit the model
    </Button>
  );
  return (
    <Section title="The model" aside={edit}>
      {!designed && <Empty>Shown here as soon as the text is understood.</Empty>}
      {designed && (spec.isPending || missing) && <Loading what="the model" />}
      {spec.isError && !missing && <ProblemNotice error={spec.error} />}
      {view && build.state !== "waiting_for_review" && <Questions questions={view.questions} />}
      {view && <Plan build={build} spec={view.spec} />}
      {view && build.state === "waiting_for_review" && <ReviewPanel build={build} view={view} />}
      {view && build.state !== "waiting_for_review" && inUse && draft.value !== null && (
        <ModelChange
          appId={app.id}
          version={app.version}
          model={view.spec}
          draft={draft}
          value={draft.value}
          onSent={onSent}
        />
      )}
      {view && build.state !== "waiting_for_review" && !(inUse && draft.value !== null) && (
        <ModelView spec={view.spec} evidence={view.evidence} />
      )}
    </Section>
  );
}
