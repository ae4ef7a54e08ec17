/** What the pretended platform tells its operators. */
import { http, HttpResponse } from "msw";

import type { World } from "./world.ts";

const STAGES = ["prompt", "schema", "backend", "frontend", "image", "deploy"];
const SPREAD = [
  [0.5, 0.9],
  [0.3, 0.7],
  [0.8, 1.6],
  [1.2, 2.9],
  [5.1, 9.8],
  [3.0, 6.4],
];
const at = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

export function operations(world: World, api: string) {
  const item = (build: World["builds"][number]) => ({
    build,
    app_key: "",
    app_label: world.app(build.app_id)?.label ?? "?",
    workspace: "Northwind Internal Tools",
  });
  const failed = () => world.builds.filter((build) => build.state === "failed");
  return [
    http.get(`${api}/ops/overview`, () =>
      HttpResponse.json({
        since: at(86_400),
        builds: Object.fromEntries(
          ["queued", "running", "waiting_for_review", "deferred", "deployed", "failed", "cancelled"].map((state) => [
            state,
            world.builds.filter((build) => build.state === state).length,
          ]),
        ),
        stages: STAGES.map((stage, index) => ({
          stage,
          in_flight: index === 4 ? 2 : 0,
          finished: 120 - index,
          failed: index === 4 ? 3 : 0,
          p50_seconds: SPREAD[index]?.[0] ?? null,
          p95_seconds: SPREAD[index]?.[1] ?? null,
          lag: index === 4 ? 2 : 0,
        })),
        groups: [...STAGES, "projector", "retirement"].map((group, index) => ({
          group: `fusion.${group}`,
          topic: `fusion.${group}.v1`,
          lag: index === 7 ? null : index === 4 ? 2 : 0,
        })),
        outbox: 0,
        deferred: 1,
        dead_letters: 2,
      }),
    ),
    http.get(`${api}/ops/builds`, ({ request }) => {
      const state = new URL(request.url).searchParams.get("state");
      const items = world.builds.filter((build) => state === null || build.state === state).map(item);
      return HttpResponse.json({ items, next: null });
    }),
    http.get(`${api}/ops/failures`, () =>
      HttpResponse.json({
        items: failed().map((build) => ({
          build_id: build.id,
          build_no: build.build_no,
          attempt: build.attempt,
          app_id: build.app_id,
          app_label: world.app(build.app_id)?.label,
          workspace: "Northwind Internal Tools",
          stage: build.failure?.stage,
          reason: build.failure?.reason,
          retryable: build.failure?.retryable,
          at: build.created_at,
          replayed: false,
        })),
        next: null,
      }),
    ),
    http.get(`${api}/ops/dead-letters`, () =>
      HttpResponse.json({
        items: [
          {
            id: 1,
            topic: "fusion.prompt.v1",
            partition: 3,
            offset: 1841,
            size: 48,
            at: at(500),
            replayed_at: null,
            reason: "This record has no ce_type header, so that it is no event.",
            preview: '<script>alert("x")</script> \u0000\ufffd not json at all',
            headers: { "content-type": "text/plain" },
          },
          {
            id: 2,
            topic: "fusion.backend.v1",
            partition: 0,
            offset: 7,
            size: 20_480,
            at: at(9000),
            replayed_at: at(80),
            reason: "SchemaDesigned: build.build_id: Input should be a valid UUID.",
            preview: '{"build": {"build_id": "nonsense"',
            headers: {},
          },
        ],
        next: null,
      }),
    ),
    http.post(`${api}/ops/*/replay`, () => HttpResponse.json({}, { status: 202 })),
  ];
}
