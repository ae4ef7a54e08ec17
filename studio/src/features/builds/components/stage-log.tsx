/** The log lines of a stage, as text; the newest stay in view while they come. */
import { useEffect, useRef } from "react";

import type { LogLine } from "@/api/types";

import styles from "./stage-log.module.css";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

export function StageLog({ lines }: { lines: readonly LogLine[] }) {
  const box = useRef<HTMLOListElement>(null);
  const pinned = useRef(true);
  useEffect(() => {
    if (pinned.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    // A box that scrolls must be reachable by keyboard.

    <ol
      ref={box}
      className={styles.log}
      tabIndex={0}
      aria-label="Log"
      onScroll={({ currentTarget: log }) => {
        pinned.current = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
      }}
    >
      {lines.map((line, index) => (
        <li key={`${line.at} ${index}`} className={styles.line}>
          <time dateTime={line.at}>{clock.format(new Date(line.at))}</time>
          <span dir="auto">{line.line}</span>
        </li>
      ))}
    </ol>
  );
}
