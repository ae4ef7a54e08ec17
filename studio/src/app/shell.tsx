/** What stands around every page: the name, the ways, who is signed in. Without a session, the sign-in page. */
import { Suspense } from "react";
import { NavLink, Outlet, ScrollRestoration, useNavigation } from "react-router";

import { Loading } from "@/components/loading";
import { SessionGate } from "@/features/session/components/session-gate";
import { SessionMenu } from "@/features/session/components/session-menu";

import styles from "./shell.module.css";

export function Shell() {
  const navigation = useNavigation();
  return (
    <SessionGate>
      {(session) => (
        <>
          <a className={styles.skip} href="#content">
            Skip to the content
          </a>
          <header className={styles.header}>
            <nav className={styles.nav} aria-label="Main">
              <NavLink className={styles.brand} to="/" end>
                <img src="/favicon.svg" alt="" width="24" height="24" />
                <span className={styles.word}>Fusion</span>
              </NavLink>
              <NavLink className={styles.way} to="/" end>
                Applications
              </NavLink>
              {session.operator && (
                <NavLink className={styles.way} to="/ops">
                  Operations
                </NavLink>
              )}
            </nav>
            <SessionMenu session={session} />
          </header>
          <main id="content" className={styles.main} tabIndex={-1} aria-busy={navigation.state === "loading"}>
            <Suspense fallback={<Loading what="the page" />}>
              <Outlet />
            </Suspense>
          </main>
          <ScrollRestoration />
        </>
      )}
    </SessionGate>
  );
}
