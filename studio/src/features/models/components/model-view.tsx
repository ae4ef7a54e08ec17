/** The model that was understood: entities, relations, roles, each with the words it comes from. */
import type { Evidence, Spec } from "@/api/types";
import { counted, formatCount } from "@/components/format";

import { actionWords } from "../words";
import { EntityCard } from "./entity-card";
import styles from "./model.module.css";
import { Origin } from "./origin";

interface ModelViewProps {
  spec: Spec;
  evidence: Readonly<Record<string, Evidence>>;
}

function Summary({ spec, evidence }: ModelViewProps) {
  const all = Object.values(evidence);
  const quoted = all.filter((one) => one.words !== "").length;
  const suggested = all.filter((one) => one.suggested).length;
  const fields = spec.entities.reduce((sum, entity) => sum + entity.fields.length, 0);
  return (
    <p className={styles.summary}>
      {counted(spec.entities.length, "entity", "entities")}, {counted(fields, "field")},{" "}
      {counted(spec.relations.length, "relation")}
      {quoted > 0 && `; ${formatCount(quoted)} from your text`}
      {suggested > 0 && `, ${formatCount(suggested)} suggested`}.
    </p>
  );
}

function Roles({ spec, evidence }: ModelViewProps) {
  if (spec.roles.length === 0) return null;
  const plural = (name: string) => spec.entities.find((entity) => entity.name === name)?.plural_label ?? name;
  return (
    <article className={styles.card} aria-label="Roles">
      <header className={styles.cardHead}>
        <h3>Roles</h3>
      </header>
      <ul>
        {spec.roles.map((role) => (
          <li key={role.id} className={styles.row}>
            <span className={styles.label} dir="auto">
              {role.label}
            </span>
            <Origin evidence={evidence[role.id]} />
            <ul className={styles.grants}>
              {role.grants.map((grant) => (
                <li key={grant.entity}>
                  <bdi>{plural(grant.entity)}</bdi>: {actionWords(grant.actions)}
                </li>
              ))}
              {role.grants.length === 0 && <li>may do nothing yet</li>}
            </ul>
          </li>
        ))}
      </ul>
    </article>
  );
}

export function ModelView({ spec, evidence }: ModelViewProps) {
  return (
    <>
      <Summary spec={spec} evidence={evidence} />
      <div className={styles.cards}>
        {spec.entities.map((entity) => (
          <EntityCard key={entity.id} entity={entity} spec={spec} evidence={evidence} />
        ))}
        <Roles spec={spec} evidence={evidence} />
      </div>
    </>
  );
}
