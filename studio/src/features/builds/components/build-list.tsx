/** The builds of an application, latest first; one of them is shown above. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import type { Build } from "@/api/types";
import { Ago } from "@/components/ago";
import { Badge } from "@/components/badge";
import { formatSeconds } from "@/components/format";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { BUILD_STATE } from "@/components/states";

import { buildsOptions } from "../api/get-builds";
import styles from "./build-list.module.css";

const KIND: Record<Build["kind"], string> = {
  create: "First version",
  change: "Change",
  rollback: "Went back",
  redeploy: "Deployed again",
};

function Row({ build, shown, live }: { build: Build; shown: boolean; live: boolean }) {
  const [word, tone] = BUILD_STATE[build.state];
  return (
    <li>
      <Link
        className={styles.row}
        to={`?build=${build.id}`}
        aria-current={shown ? "true" : undefined}
        preventScrollReset={false}
      >
        <span className={styles.number}>{build.build_no}</span>
        <span className={styles.text} dir="auto">
          {build.text ?? KIND[build.kind]}
        </span>
        <span className={styles.state}>
          {live ? <Badge tone="good">In use</Badge> : <Badge tone={tone}>{word}</Badge>}
        </span>
        <span className={styles.when}>
          <Ago at={build.created_at} />
          {build.seconds !== null && ` · ${formatSeconds(build.seconds)}`}
        </span>
      </Link>
    </li>
  );
}

interface BuildListProps {
  appId: string;
  /** The build shown on the page, and the number of the version that is deployed. */
  shown: string;
  version: number;
}

export function BuildList({ appId, shown, version }: BuildListProps) {
  const builds = useQuery(buildsOptions(appId));
  if (builds.isPending) return <Loading what="the builds" />;
  if (builds.isError) return <ProblemNotice error={builds.error} />;
  return (
    <ol className={styles.list}>
      {builds.data.items.map((build) => (
        <Row key={build.id} build={build} shown={build.id === shown} live={build.build_no === version} />
      ))}
    </ol>
  );
}
