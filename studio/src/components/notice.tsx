/** A sentence that matters, and what to do next. */
import type { ReactNode } from "react";

import { ApiProblem, sentence } from "@/api/problem";

import { classes } from "./classes";
import styles from "./notice.module.css";

interface NoticeProps {
  tone: "bad" | "wait" | "good" | "neutral";
  title?: string | undefined;
  children?: ReactNode;
  actions?: ReactNode;
  /** Spoken at once by assistive technology. */
  urgent?: boolean;
}

export function Notice({ tone, title, children, actions, urgent = false }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={urgent ? "alert" : undefined}>
      {title !== undefined && <p className={styles.title}>{title}</p>}
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface ProblemNoticeProps {
  error: unknown;
  title?: string | undefined;
  actions?: ReactNode;
}

/** An error of the API as a sentence, with everything that is wrong listed by its path. */
export function ProblemNotice({ error, title, actions }: ProblemNoticeProps) {
  const problems = error instanceof ApiProblem ? error.problems : [];
  return (
    <Notice tone="bad" urgent actions={actions} title={title}>
      <p>{sentence(error)}</p>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`}>
              <code>{problem.path}</code> {problem.message} {problem.suggestion}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
