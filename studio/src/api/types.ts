/** The words of the gateway's API, by their short names. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type App = Schemas["Application"];
export type Build = Schemas["Build"];
export type BuildState = Build["state"];
export type StageRun = Schemas["StageRun"];
export type StageName = StageRun["stage"];
export type StageState = StageRun["state"];
export type LogLine = Schemas["LogLine"];
export type Session = Schemas["Session"];
export type Target = Schemas["Target"];
export type AppBody = Schemas["AppBody"];
export type BuildBody = Schemas["BuildBody"];

export type SpecView = Schemas["SpecView"];
export type Spec = Schemas["AppSpec"];
export type Entity = Schemas["Entity"];
export type Field = Schemas["Field"];
export type Relation = Schemas["Relation"];
export type Role = Schemas["Role"];
export type Question = Schemas["Question"];
export type Evidence = Schemas["Evidence"];

export type Overview = Schemas["Overview"];
export type StageOverview = Schemas["StageOverview"];
export type OpsBuild = Schemas["OpsBuild"];
export type OpsFailure = Schemas["OpsFailure"];
export type DeadLetter = Schemas["DeadLetter"];

const ENDED: ReadonlySet<BuildState> = new Set(["deployed", "failed", "cancelled"]);

/** Whether the build's attempt has come to its end. */
export const hasEnded = (build: Build): boolean => ENDED.has(build.state);
