/** Builds of every workspace: which, where, how long. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import type { BuildState, OpsBuild } from "@/api/types";
import { Ago } from "@/components/ago";
import { Badge } from "@/components/badge";
import { classes } from "@/components/classes";
import controls from "@/components/controls.module.css";
import { Empty } from "@/components/empty";
import { formatSeconds } from "@/components/format";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { BUILD_STATE } from "@/components/states";
import { type Column, LongCell, NumberCell, Table } from "@/components/table";

import { opsBuildsOptions } from "../api/get-ops-builds";
import styles from "./ops.module.css";

const COLUMNS: readonly Column[] = [
  "Application",
  "Workspace",
  { number: "No." },
  "State",
  "Stage",
  { number: "Took" },
  "Asked for",
];

function Row({ item: { build, app_label: label, workspace } }: { item: OpsBuild }) {
  const [word, tone] = BUILD_STATE[build.state];
  const stage = build.stages.find((run) => run.state === "running" || run.state === "deferred")?.stage;
  return (
    <tr>
      <LongCell>
        <Link to={`/apps/${build.app_id}?build=${build.id}`}>{label}</Link>
      </LongCell>
      <td>{workspace}</td>
      <NumberCell>
        {build.build_no}
        {build.attempt > 1 && `.${build.attempt}`}
      </NumberCell>
      <td>
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td>{stage ?? ""}</td>
      <NumberCell>{build.seconds === null ? "" : formatSeconds(build.seconds)}</NumberCell>
      <td>
        <Ago at={build.created_at} />
      </td>
    </tr>
  );
}

export function OpsBuilds() {
  const [state, setState] = useState<BuildState | "">("");
  const builds = useQuery(opsBuildsOptions(state === "" ? undefined : state));
  const filter = (
    <select
      className={classes(controls.control, styles.filter)}
      aria-label="Builds in which state"
      value={state}
      onChange={(event) => {
        setState(event.target.value as BuildState | "");
      }}
    >
      <option value="">In every state</option>
      {Object.entries(BUILD_STATE).map(([name, [word]]) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </select>
  );
  return (
    <Section title="Builds" aside={filter}>
      {builds.isPending && <Loading what="builds" />}
      {builds.isError && <ProblemNotice error={builds.error} />}
      {builds.data?.items.length === 0 && <Empty>No builds here. They appear as soon as somebody asks for one.</Empty>}
      {builds.data && builds.data.items.length > 0 && (
        <Table caption="Builds" columns={COLUMNS}>
          {builds.data.items.map((item) => (
            <Row key={item.build.id} item={item} />
          ))}
        </Table>
      )}
    </Section>
  );
}
