/** How many records each consumer group has still to read. */
import type { Overview } from "@/api/types";
import { classes } from "@/components/classes";
import { formatCount } from "@/components/format";

import styles from "./ops.module.css";

export function LagList({ groups }: { groups: Overview["groups"] }) {
  return (
    <ul className={styles.lags}>
      {groups.map((group) => (
        <li key={`${group.group} ${group.topic}`} className={styles.lag}>
          <span className={styles.group} title={group.group}>
            {group.group.replace(/^fusion\./, "")}
            <span className={styles.topic}>{group.topic}</span>
          </span>
          <span className={classes(styles.behind, (group.lag ?? 0) > 0 && styles.some)}>
            {group.lag === null ? <span title="This group has read nothing yet">–</span> : formatCount(group.lag)}
          </span>
        </li>
      ))}
    </ul>
  );
}
