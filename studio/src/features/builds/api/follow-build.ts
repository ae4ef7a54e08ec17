/** Follow a build as it goes: its stream feeds the cache of builds, its log lines are returned.
 *
 * The browser resumes a broken stream by itself (Last-Event-ID). It gives up where the answer is an error, for
 * example while the gateway restarts: then the stream is opened again, from its beginning.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { type Build, hasEnded, type LogLine } from "@/api/types";

import { type Lines, newer, withLine } from "../live";
import { buildKey } from "./get-build";

const REOPEN_AFTER = 3_000;

const stagesDone = (build: Build): number => build.stages.filter((run) => run.state === "done").length;

export interface Following {
  lines: Lines;
  /** Whether the stream is broken and being repaired. */
  broken: boolean;
}

export function useFollowBuild({ id, attempt }: Build): Following {
  const client = useQueryClient();
  const [lines, setLines] = useState<Lines>({});
  const [broken, setBroken] = useState(false);
  const [opening, setOpening] = useState(0);

  useEffect(() => {
    const stream = new EventSource(`/api/v1/builds/${id}/events`);
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let first = true;

    stream.addEventListener("open", () => {
      setBroken(false);
    });
    stream.addEventListener("build", (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as Build;
      const known = client.getQueryData<Build>(buildKey(id));
      client.setQueryData(buildKey(id), newer(known, told));
      if (known?.state !== told.state) void client.invalidateQueries({ queryKey: ["apps"] });
      // An application gets its name as soon as its model is there.
      else if (stagesDone(known) !== stagesDone(told))
        void client.invalidateQueries({ queryKey: ["apps", told.app_id], exact: true });
    });
    stream.addEventListener("log", (event: MessageEvent<string>) => {
      const line = JSON.parse(event.data) as LogLine;
      // A stream that was opened anew tells everything from the beginning.
      const anew = first;
      first = false;
      setLines((known) => withLine(anew ? {} : known, line));
    });
    stream.addEventListener("error", () => {
      const known = client.getQueryData<Build>(buildKey(id));
      // The gateway ends the stream of a build that has ended.
      if (known !== undefined && hasEnded(known)) {
        stream.close();
        return;
      }
      setBroken(true);
      if (stream.readyState === EventSource.CLOSED) {
        reopening = setTimeout(() => {
          setOpening((count) => count + 1);
        }, REOPEN_AFTER);
      }
    });
    return () => {
      clearTimeout(reopening);
      stream.close();
    };
  }, [client, id, attempt, opening]);

  return { lines, broken };
}
