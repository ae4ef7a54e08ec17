/** One entity, to be edited: its label, its fields, its links, and what is wrong with it. */
import type { SpecProblem } from "@/api/problem";
import type { Entity, Spec } from "@/api/types";
import { Button } from "@/components/button";
import { classes } from "@/components/classes";
import controls from "@/components/controls.module.css";

import { addField, addRelation, changeEntity, removeEntity } from "../edits";
import styles from "./editor.module.css";
import { FieldEditor } from "./field-editor";
import { RelationEditor } from "./relation-editor";

interface EntityEditorProps {
  spec: Spec;
  entity: Entity;
  problems: readonly SpecProblem[];
  onChange: (spec: Spec) => void;
}

export function EntityEditor({ spec, entity, problems, onChange }: EntityEditorProps) {
  const links = spec.relations.filter((link) => link.source === entity.name);
  return (
    <fieldset className={classes(styles.entity, problems.length > 0 && styles.wrong)}>
      <legend className={styles.hidden}>{entity.label}</legend>
      <div className={styles.head}>
        <input
          className={classes(controls.control, styles.name)}
          dir="auto"
          aria-label={`Label of ${entity.label}`}
          value={entity.label}
          maxLength={300}
          onChange={(event) => {
            onChange(changeEntity(spec, entity.id, { label: event.target.value, plural_label: "" }));
          }}
        />
        <Button
          look="quiet"
          small
          aria-label={`Remove ${entity.label}`}
          onClick={() => {
            onChange(removeEntity(spec, entity));
          }}
        >
          Remove
        </Button>
      </div>
      {problems.map((problem) => (
        <p key={`${problem.path} ${problem.message}`} className={styles.problem}>
          {problem.message} {problem.suggestion}
        </p>
      ))}
      <ul className={styles.rows}>
        {entity.fields.map((field) => (
          <FieldEditor key={field.id} spec={spec} entity={entity} field={field} onChange={onChange} />
        ))}
        {links.map((link) => (
          <RelationEditor key={link.id} spec={spec} link={link} onChange={onChange} />
        ))}
      </ul>
      <div className={styles.adding}>
        <Button
          small
          onClick={() => {
            onChange(addField(spec, entity, "New field"));
          }}
        >
          Add a field
        </Button>
        <select
          className={classes(controls.control, styles.link)}
          aria-label={`Link ${entity.label} to`}
          value=""
          onChange={(event) => {
            onChange(addRelation(spec, entity, event.target.value));
          }}
        >
          <option value="" disabled>
            Link to…
          </option>
          {spec.entities.map((other) => (
            <option key={other.id} value={other.name}>
              {other.label}
            </option>
          ))}
          <option value="user">User</option>
        </select>
      </div>
    </fieldset>
  );
}
