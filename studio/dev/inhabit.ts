/** Applications of every kind: live, failed, waiting, hostile, right to left, very long. */
import type { Build } from "../src/api/types.ts";
import { aField, aQuestion, aSpec, aSpecView } from "./sample-model.ts";
import { aBuild, aDeployedBuild, uuid } from "./samples.ts";
import type { World } from "./world.ts";

type StageChange = Partial<Build["stages"][number]>;

/** The stages of a build that stopped at one of them. */
function stopped(stage: string, change: StageChange): Build["stages"] {
  const { stages } = aDeployedBuild();
  const place = stages.findIndex((run) => run.stage === stage);
  const pending = aBuild().stages;
  return stages.map((run, index) => {
    if (index < place) return run;
    return index === place
      ? { ...run, finished_at: null, seconds: null, percent: null, ...change }
      : (pending[index] ?? run);
  });
}

export function inhabit(world: World): void {
  world.addApp("Tool library", {}, { text: "We lend tools to neighbours. Every tool has a name and a category." });
  world.addApp("مكتبة الأدوات", {}, { text: "نعير الأدوات للجيران. لكل أداة اسم وفئة وصورة." });
  world.addApp("Old holiday planner", { state: "retired", url: null });
  world.addApp(
    `<img src=x onerror=alert(1)> “Robert'); DROP TABLE students;--” ${"very long ".repeat(24)}`.slice(0, 300),
  );
  world.addApp(
    "Bike repairs",
    { state: "failed", version: 0, url: null },
    {
      state: "failed",
      url: null,
      stages: stopped("image", { state: "failed", seconds: 4.1 }),
      text: "Bikes, their owners and repairs.",
      failure: {
        stage: "image",
        retryable: true,
        reason: "The front end could not be built: the disk is full. Free some space on this machine, then try again.",
      },
    },
  );
  world.addApp(
    "Hello",
    { state: "failed", version: 0, url: null },
    {
      state: "failed",
      url: null,
      text: "hello there",
      stages: stopped("prompt", { state: "failed", seconds: 0.2 }),
      failure: {
        stage: "prompt",
        retryable: false,
        reason:
          "There is nothing to keep track of in this text. Name the things and what is known of each, for example: “patients with name and phone, and their appointments”.",
      },
    },
  );
  const waiting = world.addApp(
    "Job applicants",
    { state: "building", version: 0, url: null },
    {
      state: "waiting_for_review",
      url: null,
      review: true,
      finished_at: null,
      seconds: null,
      stages: stopped("backend", { state: "pending", started_at: null }),
      text: "Track job applicants: name, e-mail, position, a status and notes from interviews with a score from 1 to 5.",
      questions: [aQuestion("Who may see the notes?", "Everybody", "Managers"), aQuestion("Is a score required?")],
    },
  );
  hostile(world, waiting.latest_build?.id ?? "");
  world.addApp(
    "Clinic",
    { version: 3, build_no: 3 },
    { build_no: 3, questions: [aQuestion("May an appointment have more than one doctor? One is assumed.")] },
  );
}

/** A model whose labels try everything. */
function hostile(world: World, buildId: string): void {
  const build = world.build(buildId);
  if (build === undefined) return;
  const spec = aSpec();
  const label = "<b onmouseover=alert(1)>Candidate</b> & “friends” with a name that does not end soon";
  const [first, ...others] = spec.entities;
  if (first === undefined) return;
  const fields = [...first.fields, aField(70, "rtl", "תאריך לידה של המועמד"), aField(71, "long", "x".repeat(120))];
  const view = aSpecView({ app_id: build.app_id, build_id: build.id, questions: build.questions });
  view.evidence[uuid(70)] = { words: "מועמדים עם <script>", suggested: false, confidence: 1 };
  world.specs.set(build.id, { ...view, spec: { ...spec, entities: [{ ...first, label, fields }, ...others] } });
}
