/** A state in a word; the colour only repeats what the word says. */
import { classes } from "./classes";
import styles from "./badge.module.css";

export type Tone = "neutral" | "busy" | "good" | "bad" | "wait";

export function Badge({ tone = "neutral", children }: { tone?: Tone; children: string }) {
  return <span className={classes(styles.badge, styles[tone])}>{children}</span>;
}
