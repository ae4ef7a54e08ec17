/** Send something again; says when it is on its way, or why it cannot be sent. */
import type { UseMutationResult } from "@tanstack/react-query";

import { sentence } from "@/api/problem";
import { Button } from "@/components/button";

import styles from "./ops.module.css";

interface ReplayButtonProps {
  what: string;
  replayed: boolean;
  replay: UseMutationResult<unknown, Error, void>;
}

export function ReplayButton({ what, replayed, replay }: ReplayButtonProps) {
  if (replayed || replay.isSuccess) return <span className={styles.muted}>Sent again</span>;
  return (
    <>
      <Button
        small
        aria-label={`Replay ${what}`}
        busy={replay.isPending}
        onClick={() => {
          replay.mutate();
        }}
      >
        Replay
      </Button>
      {replay.isError && (
        <p role="alert" className={styles.bad}>
          {sentence(replay.error)}
        </p>
      )}
    </>
  );
}
