/** The log lines of a stage, as text; the newest stay in view while they come. */
import { useEffect, useRef } from "react";

import type { LogLine } from "@/api/types";

import styles from "./stage-log.module.css";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

export function StageLog({ lines }: { lines: readonly LogLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  useEffect(() => {
    if (pinned.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <div
      ref={box}
      className={styles.log}
      role="region"
      aria-label="Log"
      tabIndex={0}
      onScroll={({ currentTarget: log }) => {
        pinned.current = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
      }}
    >
      <ol>
        {lines.map((line, index) => (
          <li key={`${line.at} ${index}`} className={styles.line}>
            <time dateTime={line.at}>{clock.format(new Date(line.at))}</time>
            <span dir="auto">{line.line}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
