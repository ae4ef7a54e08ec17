/** One relation of an entity, to be edited. */
import type { Relation, Spec } from "@/api/types";
import { Button } from "@/components/button";
import { Check } from "@/components/controls";
import controls from "@/components/controls.module.css";

import { changeRelation, removeRelation } from "../edits";
import { KIND_WORD } from "../words";
import styles from "./editor.module.css";

interface RelationEditorProps {
  spec: Spec;
  link: Relation;
  onChange: (spec: Spec) => void;
}

export function RelationEditor({ spec, link, onChange }: RelationEditorProps) {
  const target = spec.entities.find((entity) => entity.name === link.target)?.label ?? "User";
  const set = (change: Partial<Relation>) => {
    onChange(changeRelation(spec, link.id, change));
  };
  return (
    <li className={styles.row}>
      <input
        className={controls.control}
        dir="auto"
        aria-label={`Label of the link ${link.label}`}
        value={link.label}
        maxLength={300}
        onChange={(event) => {
          set({ label: event.target.value });
        }}
      />
      <select
        className={controls.control}
        aria-label={`How many ${target} ${link.label} points to`}
        value={link.kind}
        onChange={(event) => {
          set({ kind: event.target.value as Relation["kind"] });
        }}
      >
        {Object.entries(KIND_WORD).map(([kind, word]) => (
          <option key={kind} value={kind}>
            → {target}, {word}
          </option>
        ))}
      </select>
      <Check
        checked={link.required}
        onChange={(required) => {
          set({ required });
        }}
      >
        required
      </Check>
      <span />
      <Button
        look="quiet"
        small
        aria-label={`Remove the link ${link.label}`}
        onClick={() => {
          onChange(removeRelation(spec, link.id));
        }}
      >
        Remove
      </Button>
    </li>
  );
}
