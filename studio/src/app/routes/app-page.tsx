/** One application: the build under way, the model, what to change, what was before. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { isStatus } from "@/api/problem";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { appOptions } from "@/features/apps/api/get-app";
import { useTitle } from "@/hooks/use-title";

import { AppView } from "./app-view";
import { NotFoundPage } from "./lost-pages";

export function AppPage() {
  const { appId = "" } = useParams();
  const app = useQuery(appOptions(appId));
  useTitle(app.data?.label);
  if (app.isPending) return <Loading what="the application" />;
  if (isStatus(app.error, 404) || isStatus(app.error, 422)) return <NotFoundPage />;
  if (app.isError) return <ProblemNotice error={app.error} actions={<Link to="/">Your applications</Link>} />;
  return <AppView key={appId} app={app.data} />;
}
