/** Where an element of the model comes from: the words of the text, or a suggestion. */
import type { Evidence } from "@/api/types";

import styles from "./model.module.css";

export function Origin({ evidence }: { evidence: Evidence | undefined }) {
  if (evidence === undefined) return null;
  if (evidence.words !== "") {
    return (
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
