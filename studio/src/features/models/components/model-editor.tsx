/** A model, to be edited; what the platform finds wrong stands at the element that it is about. */
import type { SpecProblem } from "@/api/problem";
import type { Spec } from "@/api/types";
import { Button } from "@/components/button";
import { TextInput } from "@/components/controls";

import { addEntity } from "../edits";
import { problemsOf } from "../problems";
import styles from "./editor.module.css";
import { EntityEditor } from "./entity-editor";

interface ModelEditorProps {
  spec: Spec;
  problems: readonly SpecProblem[];
  onChange: (spec: Spec) => void;
}

export function ModelEditor({ spec, problems, onChange }: ModelEditorProps) {
  return (
    <div className={styles.editor}>
      <TextInput
        label="Name of the application"
        value={spec.app.label}
        maxLength={300}
        onChange={(label) => {
          onChange({ ...spec, app: { ...spec.app, label } });
        }}
      />
      {spec.entities.map((entity) => (
        <EntityEditor
          key={entity.id}
          spec={spec}
          entity={entity}
          problems={problemsOf(problems, spec, entity)}
          onChange={onChange}
        />
      ))}
      <div>
        <Button
          onClick={() => {
            onChange(addEntity(spec, "New thing"));
          }}
        >
          Add an entity
        </Button>
      </div>
    </div>
  );
}
