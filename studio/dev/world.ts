/** A pretended platform: applications that get built by the clock, and what the gateway would say of them. */
import type { App, Build, LogLine, SpecView } from "../src/api/types.ts";
import { aSpecView } from "./sample-model.ts";
import { aBuild, aDeployedBuild, anApp, uuid } from "./samples.ts";

type Said = { event: "build"; data: Build } | { event: "log"; data: LogLine };
type Listener = (said: Said) => void;

const STEP = 700;
const LINES = ["Begun.", "Half of it is written.", "All written, checking it."];

export class World {
  apps: App[] = [];
  builds: Build[] = [];
  specs = new Map<string, SpecView>();
  private said = new Map<string, Said[]>();
  private listeners = new Map<string, Set<Listener>>();
  private count = 1000;

  addApp(label: string, change: Partial<App> = {}, build: Partial<Build> = {}): App {
    const app_id = uuid((this.count += 1));
    const made = aDeployedBuild({ id: uuid((this.count += 1)), app_id, ...build });
    const app = anApp({ id: app_id, key: label, label, latest_build: made, ...change });
    this.apps.unshift(app);
    this.builds.unshift(made);
    this.specs.set(made.id, aSpecView({ app_id, build_id: made.id, questions: made.questions }));
    return app;
  }

  app = (id: string): App | undefined => this.apps.find((app) => app.id === id);
  build = (id: string): Build | undefined => this.builds.find((build) => build.id === id);
  buildsOf = (appId: string): Build[] => this.builds.filter((build) => build.app_id === appId);

  /** Begin a build of an application and let it go by the clock. */
  begin(app: App, change: Partial<Build>): Build {
    const build = aBuild({
      id: uuid((this.count += 1)),
      app_id: app.id,
      build_no: app.build_no + 1,
      created_at: now(),
      ...change,
    });
    this.builds.unshift(build);
    this.specs.set(build.id, aSpecView({ app_id: app.id, build_id: build.id, build_no: build.build_no }));
    this.changeApp(app.id, { build_no: build.build_no, state: app.version > 0 ? "live" : "building" });
    setTimeout(() => {
      this.step(build.id, 0, 0);
    }, STEP);
    return build;
  }

  tell(said: Said, buildId: string): void {
    this.said.set(buildId, [...(this.said.get(buildId) ?? []), said]);
    for (const listener of this.listeners.get(buildId) ?? []) listener(said);
  }

  /** Everything said of a build, then what is still to be said. Returns how to stop. */
  follow(buildId: string, listener: Listener): () => void {
    for (const said of this.said.get(buildId) ?? []) listener(said);
    const build = this.build(buildId);
    if (build) listener({ event: "build", data: build });
    const all = this.listeners.get(buildId) ?? new Set();
    this.listeners.set(buildId, all.add(listener));
    return () => all.delete(listener);
  }

  change(id: string, change: Partial<Build>): Build {
    this.builds = this.builds.map((build) => (build.id === id ? { ...build, ...change } : build));
    const build = this.build(id) ?? aBuild();
    this.tell({ event: "build", data: build }, id);
    this.changeApp(build.app_id, { latest_build: build });
    return build;
  }

  changeApp(id: string, change: Partial<App>): void {
    this.apps = this.apps.map((app) => (app.id === id ? { ...app, ...change } : app));
  }

  /** One line of one stage; after its last line the next stage begins, after the last stage it is deployed. */
  private step(id: string, index: number, line: number): void {
    const build = this.build(id);
    const run = build?.stages[index];
    if (build === undefined || ["cancelled", "waiting_for_review"].includes(build.state)) return;
    if (run === undefined) {
      this.deployed(build);
      return;
    }
    if (build.review && run.stage === "backend") {
      this.change(id, { state: "waiting_for_review" });
      return;
    }
    if (line === 0) this.run(build, index, { state: "running", started_at: now() });
    this.tell({ event: "log", data: { stage: run.stage, line: LINES[line] ?? "", percent: line * 33, at: now() } }, id);
    const last = line === LINES.length - 1;
    setTimeout(() => {
      if (last) this.finish(id, index);
      this.step(id, last ? index + 1 : index, last ? 0 : line + 1);
    }, STEP / 2);
  }

  approve(id: string): Build {
    const build = this.change(id, { state: "running", review: false });
    setTimeout(() => {
      this.step(id, 2, 0);
    }, STEP);
    return build;
  }

  private finish(id: string, index: number): void {
    const build = this.build(id);
    const start = build?.stages[index]?.started_at;
    if (!build || !start) return;
    const seconds = (Date.now() - new Date(start).getTime()) / 1000;
    this.run(build, index, { state: "done", finished_at: now(), seconds });
  }

  private run(build: Build, index: number, change: Partial<Build["stages"][number]>): void {
    const stages = build.stages.map((run, place) => (place === index ? { ...run, ...change } : run));
    this.change(build.id, { state: "running", stages });
  }

  private deployed(build: Build): void {
    const url = "http://clinic-1a2b.localhost:8101";
    const seconds = (Date.now() - new Date(build.created_at).getTime()) / 1000;
    this.changeApp(build.app_id, { state: "live", version: build.build_no, url });
    this.change(build.id, { state: "deployed", finished_at: now(), seconds, url });
  }
}

const now = (): string => new Date().toISOString();
