/** Say what should be different. What was written for an older version is never sent unseen. */
import { useEffect, useRef, useState } from "react";

import { useChangeApp } from "@/api/change-app";
import { isStatus } from "@/api/problem";
import type { App, Build } from "@/api/types";
import { Button } from "@/components/button";
import { Check } from "@/components/controls";
import { ProblemNotice } from "@/components/notice";
import { StaleNotice } from "@/components/stale-notice";
import { TextArea } from "@/components/text-area";
import { useDraft } from "@/hooks/use-draft";

import styles from "./new-app-form.module.css";

interface ChangeDraft {
  text: string;
  review: boolean;
  /** The version that the author had in view; null before the first word. */
  base: number | null;
}

const NOTHING: ChangeDraft = { text: "", review: false, base: null };

interface ChangeFormProps {
  app: App;
  /** Words to begin with, for example those of a build that failed; a draft that is there already wins. */
  anew?: string | undefined;
  onSent: (build: Build) => void;
}

export function ChangeForm({ app, anew, onSent }: ChangeFormProps) {
  const initial = anew === undefined ? NOTHING : { ...NOTHING, text: anew, base: app.version };
  const draft = useDraft<ChangeDraft>(`change.${app.id}`, initial, NOTHING);
  const change = useChangeApp(app.id);
  const [sent, setSent] = useState(false);
  const { text, review, base } = draft.value;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (anew !== undefined) field.current?.focus();
  }, [anew]);
  const stale = base !== null && base !== app.version;

  const send = () => {
    if (change.isPending || stale || text.trim() === "") return;
    change.mutate(
      { text: text.trim(), review, base_version: base ?? app.version },
      {
        onSuccess: (build) => {
          draft.clear();
          setSent(true);
          onSent(build);
        },
      },
    );
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        ref={field}
        aria-label="Say what should be different"
        maxLength={50_000}
        value={text}
        placeholder={
          app.version > 0
            ? "For example: add a due date to each loan, and call the notes “remarks”."
            : "Say anew what you want to keep track of."
        }
        onChange={(event) => {
          setSent(false);
          const next = event.target.value;
          draft.set({ text: next, review, base: next === "" ? null : (base ?? app.version) });
        }}
      />
      {stale && (
        <StaleNotice
          base={base}
          version={app.version}
          onAccept={() => {
            change.reset();
            draft.set({ text, review, base: app.version });
          }}
        />
      )}
      {change.isError && !(stale && isStatus(change.error, 409)) && <ProblemNotice error={change.error} />}
      <div className={styles.foot}>
        <Check
          checked={review}
          onChange={(next) => {
            draft.set({ text, review: next, base });
          }}
        >
          Let me review the model before it is built
        </Check>
        <Button type="submit" look="primary" busy={change.isPending} disabled={stale || text.trim() === ""}>
          {app.version > 0 ? "Build the change" : "Build the application"}
        </Button>
      </div>
      <p role="status" className={styles.hint}>
        {sent && "Sent. The build is shown above."}
      </p>
    </form>
  );
}
