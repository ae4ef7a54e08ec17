import { act, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it, vi } from "vitest";

import type { Build } from "@/api/types";
import { BuildView } from "@/app/routes/build-view";

import { aSpecView } from "../dev/sample-model";
import { aBuild, aDeployedBuild, anApp } from "../dev/samples";
import { FakeEventSource } from "./fake-event-source";
import { draw } from "./render";
import { API, server } from "./server";

const running = (stage: string): Build => {
  const build = aBuild({ state: "running" });
  const stages = build.stages.map((run) => (run.stage === stage ? { ...run, state: "running" as const } : run));
  return { ...build, stages };
};

async function drawBuild(build: Build) {
  server.use(
    http.get(`${API}/builds/:id`, () => HttpResponse.json(build)),
    http.get(`${API}/apps/:id/spec`, () => HttpResponse.json(aSpecView())),
  );
  const drawn = draw(<BuildView app={anApp()} buildId={build.id} change={false} onAnew={vi.fn()} onSent={vi.fn()} />);
  await screen.findByText("Read the text");
  return { ...drawn, stream: FakeEventSource.latest() };
}

const say = (stream: FakeEventSource, event: "build" | "log", data: unknown) => {
  act(() => {
    stream.say(event, data);
  });
};

describe("the live pipeline", () => {
  it("follows the build's own stream", async () => {
    const { stream } = await drawBuild(aBuild());
    expect(stream.url).toBe(`/api/v1/builds/${aBuild().id}/events`);
    say(stream, "build", running("image"));
    expect(await screen.findByText("Build the image: under way, stage 5 of 6.")).toBeInTheDocument();
  });

  it("shows the latest line and the percent of the running stage, and unfolds the others", async () => {
    const { stream, user } = await drawBuild(running("image"));
    for (const [line, percent] of [
      ["Copying <b>files</b>.", 20],
      ["Starting it once.", 80],
    ] as const) {
      say(stream, "log", { stage: "image", line, percent, at: "2026-01-01T00:00:00Z" });
    }
    expect(screen.getByText(/Starting it once\. · 80 %/)).toBeInTheDocument();
    await user.click(screen.getByText("Build the image"));
    expect(screen.getByRole("region", { name: "Log" })).toHaveTextContent("Copying <b>files</b>.");
  });

  it("shows the model as soon as it is designed", async () => {
    const { stream } = await drawBuild(running("schema"));
    expect(screen.getByText("Shown here as soon as the text is understood.")).toBeInTheDocument();
    say(stream, "build", { ...aDeployedBuild(), state: "running" });
    expect(await screen.findByRole("article", { name: "Patient" })).toBeInTheDocument();
  });

  it("closes a stream that ends after the build's end", async () => {
    const { stream } = await drawBuild(running("deploy"));
    say(stream, "build", aDeployedBuild());
    act(() => {
      stream.break(FakeEventSource.CONNECTING);
    });
    expect(stream.readyState).toBe(FakeEventSource.CLOSED);
    expect(screen.queryByText(/interrupted/)).not.toBeInTheDocument();
  });

  it("opens a stream again that the gateway refused, and tells everything from the beginning", async () => {
    const { stream } = await drawBuild(running("image"));
    say(stream, "log", { stage: "image", line: "Before.", percent: null, at: "2026-01-01T00:00:00Z" });
    vi.useFakeTimers();
    act(() => {
      stream.break(FakeEventSource.CLOSED);
    });
    expect(screen.getByText(/was interrupted/)).toBeInTheDocument();
    act(() => {
      vi.advanceTimersByTime(3_000);
    });
    vi.useRealTimers();
    const again = FakeEventSource.latest();
    expect(again).not.toBe(stream);
    say(again, "log", { stage: "image", line: "Before.", percent: null, at: "2026-01-01T00:00:00Z" });
    const log = await screen.findByRole("region", { name: "Log", hidden: true });
    expect(within(log).getAllByText("Before.")).toHaveLength(1);
  });

  it("says why a build failed, and offers the same stage again", async () => {
    const failure = { stage: "image", reason: "The disk is full. Free some space.", retryable: true };
    const { user } = await drawBuild(aBuild({ state: "failed", failure }));
    const retried = vi.fn();
    server.use(
      http.post(`${API}/builds/:id/retry`, () => {
        retried();
        return HttpResponse.json(aBuild({ attempt: 2 }), { status: 202 });
      }),
    );
    expect(screen.getByText("The disk is full. Free some space.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => {
      expect(screen.getByText(/attempt 2/)).toBeInTheDocument();
    });
    expect(retried).toHaveBeenCalledOnce();
    expect(FakeEventSource.all).toHaveLength(2);
  });
});
