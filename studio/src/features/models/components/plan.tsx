/** What a build changes in the version that it starts from. */
import { useQuery } from "@tanstack/react-query";

import type { Build, Spec } from "@/api/types";

import { baseSpecOptions } from "../api/get-base-spec";
import { type Difference, differences } from "../difference";
import styles from "./plan.module.css";

const SIGN: Record<Difference["kind"], string> = { added: "+", removed: "−", changed: "~" };
const WORD: Record<Difference["kind"], string> = { added: "Added", removed: "Removed", changed: "Changed" };

export function Plan({ build, spec }: { build: Build; spec: Spec }) {
  const base = useQuery(baseSpecOptions(build));
  if (!base.data) return null;
  const found = differences(base.data, spec);
  return (
    <div className={styles.plan}>
      <h3>What it changes in version {build.base_version}</h3>
      {found.length === 0 && <p className={styles.how}>Nothing in the model.</p>}
      <ul>
        {found.map((difference) => (
          <li key={`${difference.kind} ${difference.what}`} className={styles.line}>
            <span className={styles[difference.kind]} aria-hidden="true">
              {SIGN[difference.kind]}
            </span>
            <span>
              <span className="spoken">{WORD[difference.kind]}: </span>
              <bdi>{difference.what}</bdi> <span className={styles.how}>{difference.how}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
