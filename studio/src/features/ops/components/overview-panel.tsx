/** The figures of a period, kept fresh. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { classes } from "@/components/classes";
import controls from "@/components/controls.module.css";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";

import { overviewOptions } from "../api/get-overview";
import { LagList } from "./lag-list";
import styles from "./ops.module.css";
import { StageTable } from "./stage-table";
import { Totals } from "./totals";

const PERIODS: readonly (readonly [number, string])[] = [
  [1, "Last hour"],
  [24, "Last 24 hours"],
  [168, "Last 7 days"],
];

export function OverviewPanel() {
  const [hours, setHours] = useState(24);
  const overview = useQuery({ ...overviewOptions(hours), placeholderData: keepPreviousData });
  return (
    <>
      <div className={styles.head}>
        <h1>Operations</h1>
        <select
          className={classes(controls.control, styles.filter)}
          aria-label="Period of the figures"
          value={hours}
          onChange={(event) => {
            setHours(Number(event.target.value));
          }}
        >
          {PERIODS.map(([length, word]) => (
            <option key={length} value={length}>
              {word}
            </option>
          ))}
        </select>
      </div>
      {overview.isPending && <Loading what="the figures" />}
      {overview.isError && <ProblemNotice error={overview.error} />}
      {overview.data && (
        <>
          <Totals overview={overview.data} />
          <Section title="Stages">
            <StageTable stages={overview.data.stages} />
          </Section>
          <Section title="Consumer lag">
            <LagList groups={overview.data.groups} />
          </Section>
        </>
      )}
    </>
  );
}
