/** One application: the build under way, the model, what to change, what was before. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";

import { isStatus } from "@/api/problem";
import type { App } from "@/api/types";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { appOptions } from "@/features/apps/api/get-app";
import { AppHeader } from "@/features/apps/components/app-header";
import { ChangeForm } from "@/features/apps/components/change-form";
import { BuildList } from "@/features/builds/components/build-list";
import { useTitle } from "@/hooks/use-title";

import { BuildView } from "./build-view";
import { NotFoundPage } from "./lost-pages";

export function AppPage() {
  const { appId = "" } = useParams();
  const app = useQuery(appOptions(appId));
  useTitle(app.data?.label);
  if (app.isPending) return <Loading what="the application" />;
  if (isStatus(app.error, 404) || isStatus(app.error, 422)) return <NotFoundPage />;
  if (app.isError) return <ProblemNotice error={app.error} actions={<Link to="/">Your applications</Link>} />;
  return <Loaded key={appId} app={app.data} />;
}

function Loaded({ app }: { app: App }) {
  const [search, setSearch] = useSearchParams();
  const shown = search.get("build") ?? app.latest_build?.id;
  const gone = app.state === "retiring" || app.state === "retired";
  return (
    <>
      <AppHeader app={app} />
      {shown !== undefined && <BuildView key={shown} buildId={shown} />}
      {!gone && (
        <Section title="Say what should be different">
          <ChangeForm
            app={app}
            onSent={(build) => {
              setSearch({ build: build.id });
              window.scrollTo({ top: 0 });
            }}
          />
        </Section>
      )}
      {shown !== undefined && (
        <Section title="Builds">
          <BuildList appId={app.id} shown={shown} version={app.version} />
        </Section>
      )}
    </>
  );
}
