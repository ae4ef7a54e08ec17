/** The six stages in the words of a builder, and what their runs look like over time. */
import { type Build, hasEnded, type StageName, type StageRun, type StageState } from "@/api/types";

export const STAGE_TITLE: Record<StageName, string> = {
  prompt: "Read the text",
  schema: "Design the model",
  backend: "Write the backend",
  frontend: "Write the front end",
  image: "Build the image",
  deploy: "Deploy",
};

export const STAGE_STATE: Record<StageState, string> = {
  pending: "Not started",
  running: "Under way",
  deferred: "Waiting to try again",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  skipped: "Not needed",
};

/** The title of a stage; a stage that this Studio does not know keeps its own name. */
export const stageTitle = (stage: string): string => (STAGE_TITLE as Partial<Record<string, string>>)[stage] ?? stage;

const at = (moment: string | null | undefined): number | undefined => (moment ? new Date(moment).getTime() : undefined);

/** The stages of a build; once it has ended nothing is under way any more, whatever was said of a stage before. */
export function settled(build: Build): StageRun[] {
  if (!hasEnded(build)) return build.stages;
  const state = build.state === "failed" ? "failed" : "cancelled";
  return build.stages.map((run) => (run.state === "running" || run.state === "deferred" ? { ...run, state } : run));
}

/** Seconds that a stage has taken, until now where it is under way; undefined before it starts. */
export function elapsed(run: StageRun, now: number): number | undefined {
  if (run.seconds !== null && run.seconds !== undefined) return run.seconds;
  const start = at(run.started_at);
  if (start === undefined || run.state !== "running") return undefined;
  return Math.max(0, (now - start) / 1000);
}

/** Seconds of the whole build, until now where it goes on. */
export function buildSeconds(build: Build, now: number): number {
  return build.seconds ?? Math.max(0, (now - new Date(build.created_at).getTime()) / 1000);
}

export interface Bar {
  /** Where the bar begins and how long it is, as shares of the whole build (0 to 1). */
  start: number;
  length: number;
}

/** Each stage's bar on the common line of time of its build. */
export function bars(stages: readonly StageRun[], now: number): (Bar | undefined)[] {
  const starts = stages.map((run) => at(run.started_at)).filter((moment) => moment !== undefined);
  if (starts.length === 0) return stages.map(() => undefined);
  const ends = stages.map((run) => at(run.finished_at) ?? (run.state === "running" ? now : 0));
  const first = Math.min(...starts);
  const whole = Math.max(...ends, first + 1) - first;
  return stages.map((run, index) => {
    const start = at(run.started_at);
    if (start === undefined) return undefined;
    const end = Math.max(ends[index] ?? 0, start);
    return { start: (start - first) / whole, length: (end - start) / whole };
  });
}

/** What to say aloud about a build: changes only when there is something new to say. */
export function announcement(build: Build): string {
  const { stages, state } = build;
  if (state === "deployed") return "The application is ready.";
  if (state === "failed") return `The build failed: ${build.failure?.reason ?? "no reason was given."}`;
  if (state === "cancelled") return "The build was cancelled.";
  if (state === "waiting_for_review") return "The model waits for your review.";
  const index = stages.findIndex((run) => run.state === "running" || run.state === "deferred");
  const run = stages[index];
  if (run === undefined) return "The build is queued.";
  return `${stageTitle(run.stage)}: ${STAGE_STATE[run.state].toLowerCase()}, stage ${index + 1} of ${stages.length}.`;
}
