/** The gateway's REST interface on top of a pretended platform. */
import { http, HttpResponse } from "msw";

import type { AppBody, BuildBody, SpecView } from "../src/api/types.ts";
import { operations } from "./handlers-ops.ts";
import { uuid } from "./samples.ts";
import type { World } from "./world.ts";

const API = "*/api/v1";
const TARGETS = [
  ["backend", "django", "Django", "Django 5.2, REST API, PostgreSQL"],
  ["frontend", "react", "React", "react-admin, TypeScript"],
  ["frontend", "vue", "Vue", "Vuetify, TypeScript"],
];

const problem = (status: number, detail: string, problems: unknown[] = []) =>
  HttpResponse.json({ title: "", status, detail, problems }, { status });
const missing = (what: string) => problem(404, `There is no such ${what} here.`);
const accepted = (body: object) => HttpResponse.json(body, { status: 202 });

export function handlers(world: World) {
  let signedIn = true;
  return [
    http.get(`${API}/session`, () =>
      signedIn
        ? HttpResponse.json({
            name: "Ann Ashby",
            workspace: "Northwind Internal Tools",
            workspace_id: uuid(900),
            operator: true,
          })
        : problem(401, "Sign in first."),
    ),
    http.post(`${API}/session`, async ({ request }) => {
      const { token } = (await request.json()) as { token?: string };
      if (token === "wrong") return problem(401, "This token is not known here.");
      signedIn = true;
      return HttpResponse.json({
        name: "Ann Ashby",
        workspace: "Northwind Internal Tools",
        workspace_id: uuid(900),
        operator: true,
      });
    }),
    http.delete(`${API}/session`, () => {
      signedIn = false;
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${API}/targets`, () =>
      HttpResponse.json({
        items: TARGETS.map(([kind, name, title, description]) => ({ kind, name, title, description, serve: "path" })),
      }),
    ),
    http.get(`${API}/apps`, () => HttpResponse.json({ items: world.apps, next: null })),
    http.post(`${API}/apps`, async ({ request }) => {
      const body = (await request.json()) as AppBody;
      if (body.text === "hello")
        return problem(
          422,
          "There is nothing to keep track of in this text. Name the things, for example “patients with name and phone”.",
        );
      const label = body.name ?? body.text?.split(/\s+/).slice(0, 3).join(" ") ?? "New";
      const app = world.addApp(label, { version: 0, build_no: 0, state: "new", url: null, latest_build: null });
      world.builds.shift();
      const build = world.begin(app, { text: body.text ?? null, review: body.review });
      return accepted({ app: world.app(app.id), build });
    }),
    http.get(`${API}/apps/:id`, ({ params }) => HttpResponse.json(world.app(String(params.id)) ?? null)),
    http.delete(`${API}/apps/:id`, ({ params }) => {
      world.changeApp(String(params.id), { state: "retiring" });
      setTimeout(() => {
        world.changeApp(String(params.id), { state: "retired", url: null });
      }, 4000);
      return accepted(world.app(String(params.id)) ?? {});
    }),
    http.get(`${API}/apps/:id/builds`, ({ params }) =>
      HttpResponse.json({ items: world.buildsOf(String(params.id)), next: null }),
    ),
    http.post(`${API}/apps/:id/builds`, async ({ params, request }) => {
      const app = world.app(String(params.id));
      const body = (await request.json()) as BuildBody;
      if (app === undefined) return missing("application");
      if (body.base_version !== app.version) return problem(409, `Version ${app.version} is deployed by now.`);
      const { text = null, review } = body;
      const build = world.begin(app, { text, review, kind: "change", base_version: app.version });
      const view = world.specs.get(build.id);
      if (view && body.spec) world.specs.set(build.id, { ...view, spec: completed(body.spec) });
      return accepted(build);
    }),
    http.get(`${API}/apps/:id/spec`, ({ request }) => {
      const view = world.specs.get(new URL(request.url).searchParams.get("build_id") ?? "");
      return view ? HttpResponse.json(view) : missing("model");
    }),
    http.get(`${API}/apps/:id/versions`, ({ params }) =>
      HttpResponse.json({
        items: world
          .buildsOf(String(params.id))
          .filter((build) => build.state === "deployed")
          .map((build) => ({ build_id: build.id, build_no: build.build_no })),
      }),
    ),
    http.post(`${API}/apps/:id/signin-link`, () =>
      HttpResponse.json({ url: "http://clinic-1a2b.localhost:8101/", expires_at: new Date().toISOString() }),
    ),
    http.get(`${API}/builds/:id/events`, ({ params, request }) => stream(world, String(params.id), request.signal)),
    http.get(`${API}/builds/:id`, ({ params }) => HttpResponse.json(world.build(String(params.id)) ?? null)),
    http.post(`${API}/builds/:id/cancel`, ({ params }) =>
      accepted(
        world.change(String(params.id), { state: "cancelled", finished_at: new Date().toISOString(), seconds: 3 }),
      ),
    ),
    http.post(`${API}/builds/:id/retry`, ({ params }) =>
      accepted(world.change(String(params.id), { state: "queued", attempt: 2, failure: null })),
    ),
    http.post(`${API}/builds/:id/approval`, ({ params }) => accepted(world.approve(String(params.id)))),
    ...operations(world, API),
  ];
}

/** As the platform does, in short: what came without an id gets one. */
function completed(spec: Record<string, unknown>): SpecView["spec"] {
  let count = 5000;
  return JSON.parse(JSON.stringify(spec), (_, value: unknown) => {
    const isPart = typeof value === "object" && value !== null && "label" in value;
    return isPart && !("id" in value) ? { ...value, id: uuid((count += 1)) } : value;
  }) as SpecView["spec"];
}

function stream(world: World, buildId: string, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let number = 0;
      stop = world.follow(buildId, ({ event, data }) => {
        number += 1;
        controller.enqueue(encoder.encode(`id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      });
    },
    cancel: () => {
      stop();
    },
  });
  signal.addEventListener("abort", () => {
    stop();
  });
  return new HttpResponse(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-cache" } });
}
