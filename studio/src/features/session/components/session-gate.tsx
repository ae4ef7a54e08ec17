/** Lets only those in who are signed in; all others meet the sign-in page, and come back to where they were. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Session } from "@/api/types";
import { Button } from "@/components/button";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";

import { sessionOptions } from "../api/session";
import { SignInPage } from "./sign-in-page";
import styles from "./sign-in-page.module.css";

export function SessionGate({ children }: { children: (session: Session) => ReactNode }) {
  const session = useQuery(sessionOptions);
  if (session.data) return children(session.data);
  if (session.data === null) return <SignInPage />;
  if (session.isPending) return <Loading what="Studio" />;
  return (
    <main className={styles.page}>
      <ProblemNotice
        error={session.error}
        actions={<Button onClick={() => void session.refetch()}>Try again</Button>}
      />
    </main>
  );
}
