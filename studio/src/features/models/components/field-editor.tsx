/** One field of an entity, to be edited. */
import type { Entity, Field, Spec } from "@/api/types";
import { Button } from "@/components/button";
import { Check } from "@/components/controls";
import controls from "@/components/controls.module.css";
import { TextArea } from "@/components/text-area";

import { choicesOf, retyped, setChoices } from "../choices";
import { changeField, removeField } from "../edits";
import { TYPE_WORD } from "../words";
import styles from "./editor.module.css";

interface FieldEditorProps {
  spec: Spec;
  entity: Entity;
  field: Field;
  onChange: (spec: Spec) => void;
}

export function FieldEditor({ spec, entity, field, onChange }: FieldEditorProps) {
  const what = `${entity.label}, ${field.label}`;
  const set = (change: Partial<Field>) => {
    onChange(changeField(spec, entity, field.id, change));
  };
  return (
    <li className={styles.row}>
      <input
        className={controls.control}
        dir="auto"
        aria-label={`Label of ${what}`}
        value={field.label}
        maxLength={300}
        onChange={(event) => {
          set({ label: event.target.value });
        }}
      />
      <select
        className={controls.control}
        aria-label={`Type of ${what}`}
        value={field.type}
        onChange={(event) => {
          onChange(retyped(spec, entity, field, event.target.value as Field["type"]));
        }}
      >
        {Object.entries(TYPE_WORD)
          .filter(([type]) => type !== "computed" || field.type === type)
          .map(([type, word]) => (
            <option key={type} value={type}>
              {word}
            </option>
          ))}
      </select>
      <Check
        checked={field.required}
        onChange={(required) => {
          set({ required });
        }}
      >
        required
      </Check>
      <Check
        checked={field.unique}
        onChange={(unique) => {
          set({ unique });
        }}
      >
        unique
      </Check>
      <Button
        look="quiet"
        small
        aria-label={`Remove ${what}`}
        onClick={() => {
          onChange(removeField(spec, entity, field));
        }}
      >
        Remove
      </Button>
      {(field.type === "enum" || field.type === "multi_enum") && (
        <div className={styles.choices}>
          <TextArea
            aria-label={`Choices of ${what}, one a line`}
            value={choicesOf(spec, field).join("\n")}
            onChange={(event) => {
              onChange(setChoices(spec, entity, field, event.target.value.split("\n")));
            }}
          />
          <p className={controls.hint}>One choice a line.</p>
        </div>
      )}
    </li>
  );
}
