/** Where an element of the model comes from: the words of the text, or a suggestion. */
import type { Evidence } from "@/api/types";

import styles from "./model.module.css";

interface OriginProps {
  evidence: Evidence | undefined;
  /** Words that stand above already: a field that comes from the same ones as its entity repeats nothing. */
  said?: string | undefined;
}

export function Origin({ evidence, said }: OriginProps) {
  if (evidence === undefined) return null;
  if (evidence.words !== "") {
    return evidence.words === said ? null : (
      <q className={styles.words} dir="auto" title="These words of your text">
        {evidence.words}
      </q>
    );
  }
  return evidence.suggested ? (
    <span className={styles.suggested} title="Not in your text: Fusion suggests it">
      Suggested
    </span>
  ) : null;
}
