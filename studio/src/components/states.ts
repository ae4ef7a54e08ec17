/** The states of applications and builds in words for a person. */
import type { App, BuildState } from "@/api/types";

import type { Tone } from "./badge";

type Word = readonly [word: string, tone: Tone];

export const BUILD_STATE: Record<BuildState, Word> = {
  queued: ["Queued", "busy"],
  running: ["Building", "busy"],
  waiting_for_review: ["Waiting for your review", "wait"],
  deferred: ["Waiting to try again", "wait"],
  deployed: ["Deployed", "good"],
  failed: ["Failed", "bad"],
  cancelled: ["Cancelled", "neutral"],
};

export const APP_STATE: Record<App["state"], Word> = {
  new: ["Queued", "busy"],
  building: ["Building", "busy"],
  live: ["Live", "good"],
  failed: ["Failed", "bad"],
  retiring: ["Being retired", "wait"],
  retired: ["Retired", "neutral"],
};
