/** A text field that grows with what is written; Ctrl or Cmd with Enter sends its form. */
import type { ComponentProps, KeyboardEvent } from "react";

import { classes } from "./classes";
import styles from "./controls.module.css";

type Props = ComponentProps<"textarea"> & { large?: boolean };

function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
}

export function TextArea({ large = false, ...rest }: Props) {
  return (
    <textarea dir="auto" {...rest} className={classes(styles.control, large && styles.large)} onKeyDown={sendOnEnter} />
  );
}
