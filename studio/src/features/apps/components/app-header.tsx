/** What an application is called, how it stands, and what to do with it. */
import { useState } from "react";

import type { App } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button, ButtonLink } from "@/components/button";
import { ProblemNotice } from "@/components/notice";
import { changeOf, stateOf } from "@/components/states";

import { useOpenApp } from "../api/open-app";
import styles from "./app-header.module.css";
import { RetireDialog } from "./retire-dialog";

export function AppHeader({ app }: { app: App }) {
  const open = useOpenApp(app.id);
  const [retiring, setRetiring] = useState(false);
  const [word, tone] = stateOf(app);
  const gone = app.state === "retired" || app.state === "retiring";

  const openApp = () => {
    // Opened within the click, else browsers take it for a pop-up; the link follows as soon as it is there.
    const tab = window.open("", "_blank");
    open.mutate(undefined, {
      onSuccess: ({ url }) => {
        if (tab === null) location.assign(url);
        else tab.location.replace(url);
      },
      onError: () => tab?.close(),
    });
  };

  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <h1 dir="auto">{app.label}</h1>
        <p className={styles.facts}>
          <Badge tone={tone}>{word}</Badge>
          {app.version > 0 && !gone && <span>Version {app.version}</span>}
          {changeOf(app) !== undefined && <span>· {changeOf(app)}</span>}
          {app.url !== null && !gone && (
            <a href={app.url} target="_blank" rel="noreferrer" dir="ltr">
              {new URL(app.url).host}
            </a>
          )}
        </p>
      </div>
      <div className={styles.actions}>
        {app.version > 0 && !gone && (
          <Button look="primary" busy={open.isPending} onClick={openApp}>
            Open application
          </Button>
        )}
        {app.version > 0 && (
          <ButtonLink href={`/api/v1/apps/${app.id}/source.zip`} download>
            Download source
          </ButtonLink>
        )}
        {!gone && (
          <Button
            look="quiet"
            onClick={() => {
              setRetiring(true);
            }}
          >
            Retire…
          </Button>
        )}
      </div>
      {open.isError && <ProblemNotice title="The application could not be opened" error={open.error} />}
      {retiring && (
        <RetireDialog
          app={app}
          onClose={() => {
            setRetiring(false);
          }}
        />
      )}
    </header>
  );
}
