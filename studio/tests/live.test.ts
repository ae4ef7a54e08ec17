import { describe, expect, it } from "vitest";

import type { LogLine } from "@/api/types";
import { MAX_LINES, newer, percentOf, withLine } from "@/features/builds/live";
import { announcement, bars, buildSeconds, elapsed } from "@/features/builds/stages";

import { aBuild, aDeployedBuild } from "../dev/samples";

const aLine = (line: string, change: Partial<LogLine> = {}): LogLine => ({
  stage: "image",
  line,
  percent: null,
  at: "2026-01-01T00:00:00Z",
  ...change,
});

describe("log lines", () => {
  it("are kept by stage, in the order in which they came", () => {
    const lines = withLine(withLine(withLine({}, aLine("one")), aLine("two")), aLine("other", { stage: "deploy" }));
    expect(lines.image?.map((line) => line.line)).toEqual(["one", "two"]);
    expect(lines.deploy).toHaveLength(1);
  });

  it("drop the oldest when there are too many", () => {
    let lines = {};
    for (let number = 0; number <= MAX_LINES; number += 1) lines = withLine(lines, aLine(String(number)));
    const kept = (lines as Record<string, LogLine[]>).image ?? [];
    expect(kept).toHaveLength(MAX_LINES);
    expect(kept[0]?.line).toBe("1");
  });

  it("tell how far a stage is, unless only the build does", () => {
    expect(percentOf([aLine("a", { percent: 40 }), aLine("b")], 10)).toBe(40);
    expect(percentOf([], 10)).toBe(10);
    expect(percentOf([], null)).toBeUndefined();
  });
});

describe("two tellings of one build", () => {
  it("an event of an earlier attempt changes nothing", () => {
    const known = aBuild({ attempt: 2 });
    expect(newer(known, aBuild({ attempt: 1, state: "failed" }))).toBe(known);
  });

  it("an event of the same or a later attempt replaces what was known", () => {
    const told = aBuild({ attempt: 2, state: "running" });
    expect(newer(aBuild({ attempt: 2 }), told)).toBe(told);
    expect(newer(undefined, told)).toBe(told);
  });
});

describe("time", () => {
  const start = Date.parse("2026-01-01T00:00:00Z");
  const running = {
    stage: "image" as const,
    percent: null,
    state: "running" as const,
    seconds: null,
    finished_at: null,
  };

  it("a running stage counts until now, and never below zero when clocks differ", () => {
    const run = { ...running, started_at: "2026-01-01T00:00:00Z" };
    expect(elapsed(run, start + 2500)).toBe(2.5);
    expect(elapsed(run, start - 9000)).toBe(0);
  });

  it("bars share one line of time", () => {
    const build = aDeployedBuild();
    const placed = bars(build.stages, Date.now());
    expect(placed[0]?.start).toBe(0);
    const last = placed.at(-1);
    expect((last?.start ?? 0) + (last?.length ?? 0)).toBeCloseTo(1);
  });

  it("a stage that has not begun has no bar", () => {
    expect(bars(aBuild().stages, Date.now())).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("a build without an end counts from its request", () => {
    expect(buildSeconds(aBuild({ created_at: "2026-01-01T00:00:00Z" }), start + 4000)).toBe(4);
  });
});

describe("what is said aloud", () => {
  it("names the stage and its place", () => {
    const { stages } = aBuild();
    const going = stages.map((run, index) => (index === 2 ? { ...run, state: "running" as const } : run));
    expect(announcement(aBuild({ state: "running", stages: going }))).toBe(
      "Write the backend: under way, stage 3 of 6.",
    );
  });

  it("gives the reason of a failure", () => {
    const failure = { stage: "image", reason: "The disk is full.", retryable: true };
    expect(announcement(aBuild({ state: "failed", failure }))).toContain("The disk is full.");
  });
});
