import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it, vi } from "vitest";
import { useQuery } from "@tanstack/react-query";

import { appOptions } from "@/features/apps/api/get-app";
import { ChangeForm } from "@/features/apps/components/change-form";

import { aBuild, anApp } from "../dev/samples";
import { draw } from "./render";
import { API, server } from "./server";

const CHANGE = "Add a due date to each loan.";
const field = () => screen.findByRole("textbox", { name: "Say what should be different" });
const send = () => screen.getByRole("button", { name: "Build the change" });

/** The form as a page draws it: for the application as the gateway tells it. */
function Page({ onSent = vi.fn() }: { onSent?: () => void }) {
  const app = useQuery(appOptions(anApp().id));
  return app.data ? <ChangeForm app={app.data} onSent={onSent} /> : null;
}

/** A gateway with an application that others change too. */
function gateway(version: number) {
  const state = { version, bases: [] as number[] };
  server.use(
    http.get(`${API}/apps/:id`, () => HttpResponse.json(anApp({ version: state.version }))),
    http.post(`${API}/apps/:id/builds`, async ({ request }) => {
      const { base_version: base } = (await request.json()) as { base_version: number };
      state.bases.push(base);
      if (base === state.version) return HttpResponse.json(aBuild({ build_no: 9 }), { status: 202 });
      const detail = `Version ${state.version} is deployed by now.`;
      return HttpResponse.json({ detail, status: 409, title: "Conflict" }, { status: 409 });
    }),
  );
  return state;
}

describe("a change", () => {
  it("is sent on top of the version that its author had in view", async () => {
    const state = gateway(3);
    const onSent = vi.fn();
    const { user } = draw(<Page onSent={onSent} />);
    await user.type(await field(), CHANGE);
    await user.click(send());
    expect(await screen.findByText("Sent. The build is shown above.")).toBeInTheDocument();
    expect(state.bases).toEqual([3]);
    expect(onSent).toHaveBeenCalledOnce();
  });

  it("that comes too late is explained, kept, and sent only after a second look", async () => {
    const state = gateway(3);
    const { user } = draw(<Page />);
    await user.type(await field(), CHANGE);
    state.version = 4;
    await user.click(send());
    expect(await screen.findByText("Version 4 was deployed meanwhile")).toBeInTheDocument();
    expect(await field()).toHaveValue(CHANGE);
    expect(send()).toBeDisabled();

    await user.click(screen.getByRole("button", { name: "Change version 4 instead" }));
    await user.click(send());
    expect(await screen.findByText("Sent. The build is shown above.")).toBeInTheDocument();
    expect(state.bases).toEqual([3, 4]);
  });

  it("that was begun before a reload still knows its version", async () => {
    const state = gateway(3);
    const { user, unmount } = draw(<Page />);
    await user.type(await field(), CHANGE);
    unmount();
    state.version = 4;
    draw(<Page />);
    expect(await field()).toHaveValue(CHANGE);
    expect(screen.getByText("Version 4 was deployed meanwhile")).toBeInTheDocument();
  });
});
