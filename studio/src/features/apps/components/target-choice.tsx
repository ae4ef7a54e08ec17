/** A choice among targets: one, or several in the order in which they were chosen. */
import { useId } from "react";

import type { Target } from "@/api/types";
import controls from "@/components/controls.module.css";

import styles from "./new-app-form.module.css";

interface TargetChoiceProps {
  legend: string;
  targets: readonly Target[];
  chosen: readonly string[];
  several?: boolean;
  onChoose: (names: string[]) => void;
}

export function TargetChoice({ legend, targets, chosen, several = false, onChoose }: TargetChoiceProps) {
  const group = useId();
  const toggle = (name: string, on: boolean) => {
    const others = several ? chosen.filter((other) => other !== name) : [];
    const next = on ? [...others, name] : others;
    // The last one stays: an application has at least one.
    if (next.length > 0) onChoose(next);
  };
  if (targets.length === 0) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {targets.map((target) => (
        <label key={target.name} className={controls.check}>
          <input
            type={several ? "checkbox" : "radio"}
            name={group}
            checked={chosen.includes(target.name)}
            onChange={(event) => {
              toggle(target.name, event.target.checked);
            }}
          />
          <span>
            {target.title}
            <span className={styles.about}>{target.description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
