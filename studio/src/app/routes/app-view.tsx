/** An application with one of its builds: the latest, or the one that the address names. */
import { useState } from "react";
import { useSearchParams } from "react-router";

import { type App, type Build, hasEnded } from "@/api/types";
import { Section } from "@/components/section";
import { AppHeader } from "@/features/apps/components/app-header";
import { ChangeForm } from "@/features/apps/components/change-form";
import { BuildList } from "@/features/builds/components/build-list";

import { BuildView } from "./build-view";

/** Whether a change can be asked for: not before the first version has come or failed, not after retirement. */
function mayChange(app: App): boolean {
  if (app.state === "retiring" || app.state === "retired") return false;
  return app.version > 0 || (app.latest_build !== null && hasEnded(app.latest_build));
}

export function AppView({ app }: { app: App }) {
  const [search, setSearch] = useSearchParams();
  const [anew, setAnew] = useState<string>();
  const shown = search.get("build") ?? app.latest_build?.id;
  const show = (build: Build) => {
    setAnew(undefined);
    setSearch({ build: build.id });
    window.scrollTo({ top: 0 });
  };
  const change = mayChange(app) && (
    <Section key="change" title={app.version > 0 ? "Say what should be different" : "Say it differently"}>
      <ChangeForm key={anew} app={app} anew={anew} onSent={show} />
    </Section>
  );
  return (
    <>
      <AppHeader app={app} />
      {shown === undefined ? (
        change
      ) : (
        <BuildView key={shown} app={app} buildId={shown} change={change} onAnew={setAnew} onSent={show} />
      )}
      {shown !== undefined && (
        <Section title="Builds">
          <BuildList appId={app.id} shown={shown} version={app.state === "live" ? app.version : 0} />
        </Section>
      )}
    </>
  );
}
