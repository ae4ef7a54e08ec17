/** What the text left open: each question with its choices, of which one may be taken while the build waits. */
import { useId } from "react";

import type { Question } from "@/api/types";
import { Notice } from "@/components/notice";

import styles from "./model.module.css";

export type Answers = readonly (number | null)[];

interface QuestionsProps {
  questions: readonly Question[];
  answers?: Answers;
  /** Left out where nobody can answer any more. */
  onAnswer?: (answers: Answers) => void;
}

export function Questions({ questions, answers = [], onAnswer }: QuestionsProps) {
  if (questions.length === 0) return null;
  const open = questions.some((question) => question.choices.length > 0);
  const title = !open ? "To know" : questions.length === 1 ? "One open question" : "Open questions";
  return (
    <Notice tone={open && onAnswer ? "wait" : "neutral"} title={title}>
      <ul className={styles.questions}>
        {questions.map((question, at) => (
          <li key={question.text} dir="auto">
            <OneQuestion
              question={question}
              chosen={answers[at] ?? null}
              onChoose={
                onAnswer &&
                ((choice) => {
                  onAnswer(questions.map((_, other) => (other === at ? choice : (answers[other] ?? null))));
                })
              }
            />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface OneQuestionProps {
  question: Question;
  chosen: number | null;
  onChoose: ((choice: number) => void) | undefined;
}

function OneQuestion({ question, chosen, onChoose }: OneQuestionProps) {
  const name = useId();
  if (question.choices.length === 0) return question.text;
  return (
    <fieldset className={styles.choices} disabled={onChoose === undefined}>
      <legend>{question.text}</legend>
      {question.choices.map((choice, at) => (
        <label key={choice.label}>
          <input
            type="radio"
            name={name}
            checked={chosen === at}
            onChange={() => {
              onChoose?.(at);
            }}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
