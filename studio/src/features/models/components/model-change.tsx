/** The model of the version in use, edited into the next one. Edits outlive a reload and a conflict. */
import { useChangeApp } from "@/api/change-app";
import { ApiProblem, isStatus } from "@/api/problem";
import type { Build, Spec } from "@/api/types";
import { Button } from "@/components/button";
import { Notice, ProblemNotice } from "@/components/notice";
import type { Draft } from "@/hooks/use-draft";

import { finished } from "../edits";
import { DifferenceList } from "./difference-list";
import { ModelEditor } from "./model-editor";

/** An edited model, and the version that it was edited from. */
export interface ModelDraft {
  spec: Spec;
  base: number;
}

interface ModelChangeProps {
  appId: string;
  /** The version that is deployed now, and its model. */
  version: number;
  model: Spec;
  draft: Draft<ModelDraft | null>;
  value: ModelDraft;
  onSent: (build: Build) => void;
}

export function ModelChange({ appId, version, model, draft, value, onSent }: ModelChangeProps) {
  const change = useChangeApp(appId);
  const { spec, base } = value;
  const stale = base !== version;
  const untouched = JSON.stringify(spec) === JSON.stringify(model);
  const problems = change.error instanceof ApiProblem ? change.error.problems : [];

  const send = (base_version: number) => {
    if (change.isPending) return;
    change.mutate(
      { spec: finished(spec), base_version, review: false },
      {
        onSuccess: (build) => {
          draft.clear();
          onSent(build);
        },
      },
    );
  };
  const drop = (
    <Button key="drop" onClick={draft.clear}>
      Drop my edits
    </Button>
  );

  return (
    <>
      {stale ? (
        <Notice
          tone="wait"
          urgent
          title={`Version ${version} was deployed meanwhile`}
          actions={[
            drop,
            <Button
              key="anyway"
              look="danger"
              busy={change.isPending}
              onClick={() => {
                send(version);
              }}
            >
              Build mine all the same
            </Button>,
          ]}
        >
          You edited version {base}. Building your edits now would undo what version {version} changed in the model.
        </Notice>
      ) : (
        <Notice
          tone="neutral"
          title={`You are editing version ${version}`}
          actions={[
            <Button
              key="build"
              look="primary"
              busy={change.isPending}
              disabled={untouched}
              onClick={() => {
                send(base);
              }}
            >
              Build my version
            </Button>,
            drop,
          ]}
        >
          Rows that are stored stay. What you rename keeps its data; what you remove is set aside.
        </Notice>
      )}
      {change.isError && !(stale && isStatus(change.error, 409)) && (
        <ProblemNotice title="The model cannot be built as it is" error={change.error} />
      )}
      {!untouched && <DifferenceList title={`Your edits of version ${version}`} before={model} after={spec} />}
      <ModelEditor
        spec={spec}
        problems={problems}
        onChange={(next) => {
          draft.set({ spec: next, base });
        }}
      />
    </>
  );
}
