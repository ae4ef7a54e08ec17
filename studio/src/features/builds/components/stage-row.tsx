/** One stage of a build: its state, its share of the time, and its log lines to unfold. */
import type { LogLine, StageRun } from "@/api/types";
import { formatSeconds } from "@/components/format";

import { linesOf, percentOf } from "../live";
import { type Bar, elapsed, STAGE_STATE, stageTitle } from "../stages";
import { StageIcon } from "./stage-icon";
import { StageLog } from "./stage-log";
import styles from "./stage-row.module.css";

/** States that the icon alone tells well enough to those who see it. */
const QUIET: ReadonlySet<StageRun["state"]> = new Set(["pending", "done"]);

interface StageRowProps {
  run: StageRun;
  bar: Bar | undefined;
  lines: readonly LogLine[];
  now: number;
}

export function StageRow({ run, bar, lines, now }: StageRowProps) {
  const seconds = elapsed(run, now);
  const said = run.state === "running" ? linesOf(run, lines) : [];
  const percent = run.state === "running" ? percentOf(said, run.percent) : undefined;
  const latest = said.at(-1)?.line;
  const head = (
    <>
      <StageIcon state={run.state} />
      <span className={styles.title}>
        {stageTitle(run.stage)}
        <span className={styles.word}>
          {QUIET.has(run.state) ? (
            <span className="spoken">{STAGE_STATE[run.state]}</span>
          ) : (
            (latest ?? STAGE_STATE[run.state])
          )}
          {percent !== undefined && percent > 0 && ` · ${percent} %`}
        </span>
      </span>
      <span className={styles.track} aria-hidden="true">
        {bar && (
          <span
            className={styles[run.state === "running" ? "moving" : "bar"]}
            style={{ insetInlineStart: `${bar.start * 100}%`, width: `${bar.length * 100}%` }}
          />
        )}
      </span>
      <span className={styles.seconds}>{seconds === undefined ? "" : formatSeconds(seconds)}</span>
    </>
  );
  return (
    <li className={styles.row} data-state={run.state} data-stage={run.stage}>
      {lines.length === 0 ? (
        <div className={styles.head}>
          {head}
          <span />
        </div>
      ) : (
        <details open={run.state === "failed" || undefined}>
          <summary className={styles.head}>
            {head}
            <span className={styles.fold} aria-hidden="true" />
          </summary>
          <StageLog lines={lines} />
        </details>
      )}
    </li>
  );
}
