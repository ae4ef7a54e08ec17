/** One entity of the model: its fields, and what it points to. */
import type { Entity, Evidence, Field, Relation, Spec } from "@/api/types";

import { KIND_WORD, TYPE_WORD } from "../words";
import styles from "./model.module.css";
import { Origin } from "./origin";

interface EntityCardProps {
  entity: Entity;
  spec: Spec;
  evidence: Readonly<Record<string, Evidence>>;
}

const labelOf = (spec: Spec, name: string): string =>
  spec.entities.find((entity) => entity.name === name)?.label ?? "User";

interface RowProps {
  spec: Spec;
  evidence: Evidence | undefined;
  said: string | undefined;
}

function FieldRow({ field, spec, evidence, said }: RowProps & { field: Field }) {
  const values = spec.enums.find((found) => found.name === field.enum)?.values ?? [];
  return (
    <li className={styles.row}>
      <span className={styles.label} dir="auto">
        {field.label}
      </span>
      <span className={styles.type}>
        {TYPE_WORD[field.type]}
        {field.required && " · required"}
        {field.unique && " · unique"}
      </span>
      {values.length > 0 && (
        <span className={styles.values} dir="auto">
          {values.map((value) => value.label).join(" · ")}
        </span>
      )}
      <Origin evidence={evidence} said={said} />
    </li>
  );
}

function RelationRow({ link, spec, evidence, said }: RowProps & { link: Relation }) {
  return (
    <li className={styles.row}>
      <span className={styles.label} dir="auto">
        {link.label}
      </span>
      <span className={styles.type}>
        <span aria-hidden="true">→ </span>
        <bdi>{labelOf(spec, link.target)}</bdi>, {KIND_WORD[link.kind]}
        {link.required && " · required"}
      </span>
      <Origin evidence={evidence} said={said} />
    </li>
  );
}

export function EntityCard({ entity, spec, evidence }: EntityCardProps) {
  const said = evidence[entity.id]?.words;
  return (
    <article className={styles.card} aria-label={entity.label}>
      <header className={styles.cardHead}>
        <h3 dir="auto">{entity.label}</h3>
        <Origin evidence={evidence[entity.id]} />
      </header>
      <ul>
        {entity.fields.map((field) => (
          <FieldRow key={field.id} field={field} spec={spec} evidence={evidence[field.id]} said={said} />
        ))}
        {spec.relations
          .filter((link) => link.source === entity.name)
          .map((link) => (
            <RelationRow key={link.id} link={link} spec={spec} evidence={evidence[link.id]} said={said} />
          ))}
      </ul>
    </article>
  );
}
