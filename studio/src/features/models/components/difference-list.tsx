/** Differences between two models, one a line. */
import type { Spec } from "@/api/types";

import { type Difference, differences } from "../difference";
import styles from "./difference-list.module.css";

const SIGN: Record<Difference["kind"], string> = { added: "+", removed: "−", changed: "~" };
const WORD: Record<Difference["kind"], string> = { added: "Added", removed: "Removed", changed: "Changed" };

interface DifferenceListProps {
  title: string;
  before: Spec;
  after: Spec;
}

export function DifferenceList({ title, before, after }: DifferenceListProps) {
  const found = differences(before, after);
  return (
    <div className={styles.list}>
      <h3>{title}</h3>
      {found.length === 0 && <p className={styles.how}>Nothing in the model.</p>}
      <ul>
        {found.map((difference) => (
          <li key={`${difference.kind} ${difference.what}`} className={styles.line}>
            <span className={styles[difference.kind]} aria-hidden="true">
              {SIGN[difference.kind]}
            </span>
            <span>
              <span className="spoken">{WORD[difference.kind]}: </span>
              <bdi>{difference.what}</bdi> <span className={styles.how}>{difference.how}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
