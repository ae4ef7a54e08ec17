/** The states of applications and builds in words for a person. */
import { type App, type BuildState, hasEnded } from "@/api/types";

import type { Tone } from "./badge";

export type Word = readonly [word: string, tone: Tone];

export const BUILD_STATE: Record<BuildState, Word> = {
  queued: ["Queued", "busy"],
  running: ["Building", "busy"],
  waiting_for_review: ["Waiting for your review", "wait"],
  deferred: ["Waiting to try again", "wait"],
  deployed: ["Deployed", "good"],
  failed: ["Failed", "bad"],
  cancelled: ["Cancelled", "neutral"],
};

const APP_STATE: Record<App["state"], Word> = {
  new: ["Queued", "busy"],
  building: ["Building", "busy"],
  live: ["Live", "good"],
  failed: ["Failed", "bad"],
  retiring: ["Being retired", "wait"],
  retired: ["Retired", "neutral"],
};

/** How an application stands; on the way to its first version, how its build stands. */
export function stateOf(app: App): Word {
  const build = app.latest_build;
  const early = app.state === "new" || app.state === "building";
  return early && build !== null ? BUILD_STATE[build.state] : APP_STATE[app.state];
}

/** What goes on with an application that is already live. */
export function changeOf(app: App): string | undefined {
  const build = app.latest_build;
  if (app.state !== "live" || build === null || hasEnded(build)) return undefined;
  return build.state === "waiting_for_review" ? "a change waits for your review" : "a change is under way";
}
