/** What the text left open. The build goes on with the suggestion; a change answers. */
import { Notice } from "@/components/notice";

import styles from "./model.module.css";

export function Questions({ questions }: { questions: readonly string[] }) {
  if (questions.length === 0) return null;
  return (
    <Notice tone="neutral" title={questions.length === 1 ? "One open question" : "Open questions"}>
      <ul className={styles.questions}>
        {questions.map((question) => (
          <li key={question} dir="auto">
            {question}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
