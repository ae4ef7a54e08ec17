/** Where no page stands, and where one broke. */
import { Link, useRouteError } from "react-router";

import { ProblemNotice } from "@/components/notice";
import { useTitle } from "@/hooks/use-title";

export function NotFoundPage() {
  useTitle("Not found");
  return (
    <div>
      <h1>There is no such page</h1>
      <p>
        Go back to <Link to="/">your applications</Link>.
      </p>
    </div>
  );
}

export function RouteErrorPage() {
  useTitle("Something went wrong");
  return (
    <main style={{ maxWidth: "40rem", margin: "15vh auto", padding: "0 1rem" }}>
      <ProblemNotice title="This page broke" error={useRouteError()} actions={<a href="/">Start again</a>} />
    </main>
  );
}
