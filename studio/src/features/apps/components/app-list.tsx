/** The applications made earlier, with their state and where they answer. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import type { App } from "@/api/types";
import { Ago } from "@/components/ago";
import { Badge } from "@/components/badge";
import controls from "@/components/controls.module.css";
import { Empty } from "@/components/empty";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { changeOf, stateOf } from "@/components/states";

import { appsOptions } from "../api/get-apps";
import styles from "./app-list.module.css";

/** From how many on a search is of use. */
const MANY = 8;

function Row({ app }: { app: App }) {
  const [word, tone] = stateOf(app);
  const host = app.url === null ? undefined : new URL(app.url).host;
  return (
    <li className={styles.row}>
      <Link className={styles.name} to={`/apps/${app.id}`} dir="auto">
        {app.label}
      </Link>
      <span className={styles.state}>
        <Badge tone={tone}>{word}</Badge>
      </span>
      <span className={styles.host} dir="ltr">
        {changeOf(app) ?? host}
      </span>
      <span className={styles.when}>
        <Ago at={app.latest_build?.created_at ?? app.created_at} />
      </span>
    </li>
  );
}

export function AppList() {
  const apps = useQuery(appsOptions);
  const [search, setSearch] = useState("");
  if (apps.isPending) return <Loading what="your applications" />;
  if (apps.isError) return <ProblemNotice error={apps.error} />;
  const all = apps.data.items;
  const found = all.filter((app) => app.label.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Section
      title="Your applications"
      aside={
        all.length > MANY && (
          <input
            type="search"
            className={`${controls.control} ${styles.search}`}
            aria-label="Search your applications"
            placeholder="Search"
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
          />
        )
      }
    >
      {all.length === 0 && (
        <Empty>None yet. Write a sentence above; the first one is ready in less than a minute.</Empty>
      )}
      {all.length > 0 && found.length === 0 && <Empty>No application is called “{search}”.</Empty>}
      <ul className={styles.list}>
        {found.map((app) => (
          <Row key={app.id} app={app} />
        ))}
      </ul>
    </Section>
  );
}
