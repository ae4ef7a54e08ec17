/** A build as it goes: six stages on one line of time, spoken politely as they change. */
import { type Build, hasEnded } from "@/api/types";
import { formatSeconds } from "@/components/format";
import { useNow } from "@/hooks/use-now";

import type { Following } from "../api/follow-build";
import { announcement, bars, buildSeconds, settled } from "../stages";
import styles from "./pipeline.module.css";
import { StageRow } from "./stage-row";

export function Pipeline({ build, following }: { build: Build; following: Following }) {
  const now = useNow(!hasEnded(build));
  const stages = settled(build);
  const placed = bars(stages, now);
  return (
    <div className={styles.pipeline}>
      <ol>
        {stages.map((run, index) => (
          <StageRow key={run.stage} run={run} bar={placed[index]} lines={following.lines[run.stage] ?? []} now={now} />
        ))}
      </ol>
      <p className={styles.foot}>
        <span>{following.broken ? "The live view was interrupted; it is being taken up again…" : ""}</span>
        <span className={styles.total}>
          {hasEnded(build) ? "Whole build " : "Since the request "}
          {formatSeconds(buildSeconds(build, now))}
        </span>
      </p>
      <p className="spoken" role="status">
        {announcement(build)}
      </p>
    </div>
  );
}
