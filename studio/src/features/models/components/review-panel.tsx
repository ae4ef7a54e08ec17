/** A suggested model waits for a person: approve it, edit it first, or leave. Edits outlive a reload. */
import { useState } from "react";

import { ApiProblem } from "@/api/problem";
import type { Build, Spec, SpecView } from "@/api/types";
import { Button } from "@/components/button";
import { Notice, ProblemNotice } from "@/components/notice";
import { useDraft } from "@/hooks/use-draft";

import { useApproveBuild } from "../api/approve-build";
import { DifferenceList } from "./difference-list";
import { ModelEditor } from "./model-editor";
import { ModelView } from "./model-view";
import { type Answers, Questions } from "./questions";

export function ReviewPanel({ build, view }: { build: Build; view: SpecView }) {
  const draft = useDraft<Spec | null>(`review.${build.id}`, null);
  const approve = useApproveBuild(build.id);
  const [answers, setAnswers] = useState<Answers>([]);
  const [editing, setEditing] = useState(draft.value !== null);
  const problems = approve.error instanceof ApiProblem ? approve.error.problems : [];
  const edited = draft.value;

  const send = () => {
    if (!approve.isPending) approve.mutate({ edited, answers }, { onSuccess: draft.clear });
  };

  return (
    <>
      <Notice
        tone="wait"
        title="This model waits for your review"
        actions={
          <>
            <Button look="primary" busy={approve.isPending} onClick={send}>
              {edited === null ? "Approve and build" : "Approve my version and build"}
            </Button>
            {editing ? (
              <Button
                onClick={() => {
                  draft.clear();
                  approve.reset();
                  setEditing(false);
                }}
              >
                Drop my edits
              </Button>
            ) : (
              <Button
                onClick={() => {
                  setEditing(true);
                }}
              >
                Edit it first
              </Button>
            )}
          </>
        }
      >
        Nothing is built until you approve. Take all the time that you need.
      </Notice>
      <Questions questions={view.questions} answers={answers} {...(editing ? {} : { onAnswer: setAnswers })} />
      {approve.isError && <ProblemNotice title="The model cannot be built as it is" error={approve.error} />}
      {edited !== null && <DifferenceList title="Your edits" before={view.spec} after={edited} />}
      {editing ? (
        <ModelEditor spec={edited ?? view.spec} problems={problems} onChange={draft.set} />
      ) : (
        <ModelView spec={view.spec} evidence={view.evidence} />
      )}
    </>
  );
}
