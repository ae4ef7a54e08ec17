/** Made-up answers of the gateway, for development and for tests. */
import type { App, Build, StageName } from "../src/api/types.ts";

const STAGES: readonly StageName[] = ["prompt", "schema", "backend", "frontend", "image", "deploy"];

/** A readable id: the same for the same number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

export function aBuild(change: Partial<Build> = {}): Build {
  return {
    id: uuid(100),
    app_id: uuid(1),
    build_no: 1,
    attempt: 1,
    kind: "create",
    state: "queued",
    text: "A clinic keeps patients with name and date of birth, and their appointments with a doctor.",
    review: false,
    targets: { backend: "django", frontends: ["react"] },
    requested_by: "Ann Ashby",
    created_at: ago(2),
    finished_at: null,
    seconds: null,
    url: null,
    failure: null,
    questions: [],
    base_version: 0,
    stages: STAGES.map((stage) => ({
      stage,
      state: "pending",
      started_at: null,
      finished_at: null,
      seconds: null,
      percent: null,
    })),
    ...change,
  };
}

/** A build all of whose stages are behind it. */
export function aDeployedBuild(change: Partial<Build> = {}): Build {
  const lengths = [0.6, 0.4, 0.9, 1.3, 5.2, 3.1];
  const begun = 3600;
  let passed = 0;
  const stages = STAGES.map((stage, index) => {
    const seconds = lengths[index] ?? 1;
    const started_at = ago(begun - passed);
    passed += seconds;
    return { stage, state: "done" as const, started_at, finished_at: ago(begun - passed), seconds, percent: 100 };
  });
  return aBuild({
    state: "deployed",
    created_at: ago(begun + 0.2),
    finished_at: ago(begun - passed),
    seconds: passed + 0.2,
    url: "http://clinic-1a2b.localhost:8101",
    stages,
    ...change,
  });
}

export function anApp(change: Partial<App> = {}): App {
  return {
    id: uuid(1),
    workspace_id: uuid(900),
    key: "clinic",
    label: "Clinic",
    url: "http://clinic-1a2b.localhost:8101",
    state: "live",
    build_no: 1,
    version: 1,
    created_at: ago(3700),
    latest_build: aDeployedBuild(),
    ...change,
  };
}
