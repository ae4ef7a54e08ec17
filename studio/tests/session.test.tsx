import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it, vi } from "vitest";

import { NewAppForm } from "@/features/apps/components/new-app-form";
import { SessionGate } from "@/features/session/components/session-gate";

import { uuid } from "../dev/samples";
import { draw } from "./render";
import { API, server } from "./server";

const ANN = { name: "Ann Ashby", workspace: "Tools", workspace_id: uuid(900), operator: false };
const page = <SessionGate>{() => <NewAppForm onCreated={vi.fn()} />}</SessionGate>;
const refused = (detail: string) => HttpResponse.json({ status: 401, title: "", detail }, { status: 401 });

/** A gateway that knows one token, and whether somebody is signed in. */
function gateway(signedIn: boolean) {
  const state = { signedIn };
  server.use(
    http.get(`${API}/session`, () => (state.signedIn ? HttpResponse.json(ANN) : refused("Sign in first."))),
    http.post(`${API}/session`, async ({ request }) => {
      const { token } = (await request.json()) as { token: string };
      if (token !== "right") return refused("This token is not known here, or was revoked.");
      state.signedIn = true;
      return HttpResponse.json(ANN);
    }),
    http.get(`${API}/targets`, () => HttpResponse.json({ items: [] })),
    http.post(`${API}/apps`, () => refused("Sign in first.")),
  );
  return state;
}

async function signIn(user: ReturnType<typeof draw>["user"], token: string): Promise<void> {
  await user.type(await screen.findByLabelText("Token"), token);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("signing in", () => {
  it("with a token leads to the page that was asked for", async () => {
    gateway(false);
    const { user } = draw(page);
    await signIn(user, "right");
    expect(await screen.findByRole("button", { name: "Build the application" })).toBeInTheDocument();
  });

  it("with a wrong token says so", async () => {
    gateway(false);
    const { user } = draw(page);
    await signIn(user, "wrong");
    expect(await screen.findByRole("alert")).toHaveTextContent("This token is not known here");
  });

  it("again after the session was lost brings back what was typed", async () => {
    const state = gateway(true);
    const { user } = draw(page);
    await user.type(await screen.findByRole("textbox", { name: /keep track of/ }), "Bees and hives.");
    state.signedIn = false;
    await user.click(screen.getByRole("button", { name: "Build the application" }));
    await signIn(user, "right");
    expect(await screen.findByRole("textbox", { name: /keep track of/ })).toHaveValue("Bees and hives.");
  });
});
