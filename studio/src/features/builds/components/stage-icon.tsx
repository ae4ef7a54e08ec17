/** The state of a stage as a small drawing; the word beside it says the same. */
import type { StageState } from "@/api/types";

import styles from "./stage-icon.module.css";

const DRAWING: Record<StageState, string> = {
  pending: "",
  running: "M12 4a8 8 0 0 1 8 8",
  deferred: "M9.5 9v6M14.5 9v6",
  done: "M8 12.5l2.8 2.8L16 9.5",
  failed: "M9 9l6 6M15 9l-6 6",
  cancelled: "M8.5 12h7",
  skipped: "M8.5 12h7",
};

export function StageIcon({ state }: { state: StageState }) {
  return (
    <svg className={styles[state]} viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <circle cx="12" cy="12" r="8" />
      <path d={DRAWING[state]} />
    </svg>
  );
}
