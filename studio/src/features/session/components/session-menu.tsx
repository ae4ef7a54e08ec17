/** Who is signed in, where, and the way out. */
import type { Session } from "@/api/types";
import { Button } from "@/components/button";

import { useSignOut } from "../api/session";
import styles from "./session-menu.module.css";

export function SessionMenu({ session }: { session: Session }) {
  const signOut = useSignOut();
  return (
    <div className={styles.menu}>
      <span className={styles.who} title={`${session.name} in ${session.workspace}`}>
        {session.workspace}
      </span>
      <Button
        look="quiet"
        small
        busy={signOut.isPending}
        onClick={() => {
          signOut.mutate();
        }}
      >
        Sign out
      </Button>
    </div>
  );
}
