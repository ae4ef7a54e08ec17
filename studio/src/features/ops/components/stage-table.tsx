/** Each stage's figures; the bars compare the slow ones at a glance. */
import type { StageOverview } from "@/api/types";
import { classes } from "@/components/classes";
import { formatCount, formatSeconds } from "@/components/format";
import { type Column, NumberCell, Table } from "@/components/table";

import styles from "./ops.module.css";

const COLUMNS: readonly Column[] = [
  "Stage",
  ...["In it now", "Finished", "Failed", "p50", "p95"].map((number) => ({ number })),
  { spoken: "p50 and p95 compared" },
  { number: "Lag" },
];

interface SpreadProps {
  p50: number | null;
  p95: number | null;
  longest: number;
}

/** From nothing to p95, the part up to p50 stronger. */
function Spread({ p50, p95, longest }: SpreadProps) {
  const share = (seconds: number | null) => `${longest === 0 ? 0 : ((seconds ?? 0) / longest) * 100}%`;
  return (
    <div className={styles.spread} aria-hidden="true">
      <span className={styles.p95} style={{ width: share(p95) }} />
      <span className={styles.p50} style={{ width: share(p50) }} />
    </div>
  );
}

const seconds = (value: number | null): string => (value === null ? "–" : formatSeconds(value));

export function StageTable({ stages }: { stages: readonly StageOverview[] }) {
  const longest = Math.max(0, ...stages.map((stage) => stage.p95_seconds ?? 0));
  return (
    <Table caption="Stages" columns={COLUMNS}>
      {stages.map((stage) => (
        <tr key={stage.stage}>
          <td>{stage.stage}</td>
          <NumberCell>{formatCount(stage.in_flight)}</NumberCell>
          <NumberCell>{formatCount(stage.finished)}</NumberCell>
          <NumberCell>
            <span className={classes(stage.failed > 0 && styles.bad)}>{formatCount(stage.failed)}</span>
          </NumberCell>
          <NumberCell>{seconds(stage.p50_seconds)}</NumberCell>
          <NumberCell>{seconds(stage.p95_seconds)}</NumberCell>
          <td className={styles.spreadCell}>
            <Spread p50={stage.p50_seconds} p95={stage.p95_seconds} longest={longest} />
          </td>
          <NumberCell>{stage.lag === null ? "–" : formatCount(stage.lag)}</NumberCell>
        </tr>
      ))}
    </Table>
  );
}
