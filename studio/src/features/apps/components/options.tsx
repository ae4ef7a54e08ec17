/** What few people need to decide: the application's name and what it is printed as. */
import { useQuery } from "@tanstack/react-query";

import type { Target } from "@/api/types";
import { TextInput } from "@/components/controls";

import { targetsOptions } from "../api/get-targets";
import type { Wish } from "../wish";
import styles from "./new-app-form.module.css";
import { TargetChoice } from "./target-choice";

interface OptionsProps {
  wish: Wish;
  onChange: (part: Partial<Wish>) => void;
}

/** What is chosen where nobody has chosen: the first of its kind. */
const firstOf = (targets: readonly Target[]): string[] => targets.slice(0, 1).map((target) => target.name);

export function Options({ wish, onChange }: OptionsProps) {
  const targets = useQuery(targetsOptions);
  const backends = targets.data?.items.filter((target) => target.kind === "backend") ?? [];
  const frontends = targets.data?.items.filter((target) => target.kind === "frontend") ?? [];
  const backend = wish.backend === "" ? firstOf(backends) : [wish.backend];
  const chosen = wish.frontends.length === 0 ? firstOf(frontends) : wish.frontends;
  return (
    <details className={styles.options}>
      <summary>Options</summary>
      <div className={styles.choices}>
        <TextInput
          label="Name"
          value={wish.name}
          maxLength={300}
          placeholder="Taken from the text"
          onChange={(name) => {
            onChange({ name });
          }}
        />
        <TargetChoice
          legend="Backend"
          targets={backends}
          chosen={backend}
          onChoose={(next) => {
            onChange({ backend: next.at(-1) ?? "", frontends: chosen });
          }}
        />
        <TargetChoice
          legend="Front ends (the first one is the start page)"
          targets={frontends}
          chosen={chosen}
          several
          onChoose={(next) => {
            onChange({ frontends: next, backend: backend[0] ?? "" });
          }}
        />
      </div>
    </details>
  );
}
