/** The platform in a line of numbers. */
import type { BuildState, Overview } from "@/api/types";
import { classes } from "@/components/classes";
import { formatCount } from "@/components/format";

import styles from "./ops.module.css";

const UNDER_WAY: readonly BuildState[] = ["queued", "running"];

export function Totals({ overview }: { overview: Overview }) {
  const count = (...states: readonly BuildState[]) =>
    states.reduce((sum, state) => sum + (overview.builds[state] ?? 0), 0);
  const totals: readonly (readonly [string, number, boolean])[] = [
    ["Under way", count(...UNDER_WAY), false],
    ["Waiting for review", count("waiting_for_review"), false],
    ["Deferred", Math.max(overview.deferred, count("deferred")), false],
    ["Deployed", count("deployed"), false],
    ["Failed", count("failed"), true],
    ["Cancelled", count("cancelled"), false],
    ["Dead letters", overview.dead_letters, true],
    ["Not yet sent", overview.outbox, false],
  ];
  return (
    <dl className={styles.totals}>
      {totals.map(([name, number, bad]) => (
        <div key={name} className={styles.total}>
          <dt>{name}</dt>
          <dd className={classes(bad && number > 0 && styles.bad)}>{formatCount(number)}</dd>
        </div>
      ))}
    </dl>
  );
}
