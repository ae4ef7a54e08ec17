/** Retiring is for good: the name must be typed. */
import { useState } from "react";

import type { App } from "@/api/types";
import { Button } from "@/components/button";
import { TextInput } from "@/components/controls";
import { Dialog } from "@/components/dialog";
import { ProblemNotice } from "@/components/notice";

import { useRetireApp } from "../api/retire-app";
import styles from "./app-header.module.css";

export function RetireDialog({ app, onClose }: { app: App; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const retire = useRetireApp(app.id);
  const same = typed.trim() === app.label.trim();
  return (
    <Dialog title="Retire this application?" onClose={onClose}>
      <p>It stops answering, and its database is removed with all that it stored. No later build can bring it back.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (same && !retire.isPending) retire.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <TextInput label={`Type “${app.label}” to confirm`} value={typed} onChange={setTyped} autoComplete="off" />
        <p className={styles.actions} style={{ marginTop: "var(--gap-4)" }}>
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" disabled={!same} busy={retire.isPending}>
            Retire for good
          </Button>
        </p>
      </form>
      {retire.isError && <ProblemNotice error={retire.error} />}
    </Dialog>
  );
}
