import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { OpsPage } from "@/app/routes/ops-page";

import { handlers } from "../dev/handlers";
import { inhabit } from "../dev/inhabit";
import { World } from "../dev/world";
import { draw } from "./render";
import { API, server } from "./server";

function gateway(): void {
  const world = new World();
  inhabit(world);
  server.use(...handlers(world));
}

const table = (name: string) => screen.findByRole("region", { name: `${name}, table` });
const row = async (of: string, text: RegExp) => within(await table(of)).findByRole("row", { name: text });

describe("the operators' page", () => {
  it("tells each stage's figures", async () => {
    gateway();
    draw(<OpsPage />);
    expect(await row("Stages", /^image/)).toHaveTextContent("image211635.1 s9.8 s2");
  });

  it("tells which group lags, and which has read nothing yet", async () => {
    gateway();
    draw(<OpsPage />);
    const lags = within(await screen.findByRole("region", { name: "Consumer lag" }));
    expect(lags.getByText("image").closest("li")).toHaveTextContent("fusion.image.v12");
    expect(lags.getByText("retirement").closest("li")).toHaveTextContent("–");
  });

  it("sends a failed build again", async () => {
    gateway();
    const { user } = draw(<OpsPage />);
    const failed = within(await row("Failures", /Bike repairs/));
    expect(failed.getByText(/the disk is full/)).toBeInTheDocument();
    await user.click(failed.getByRole("button", { name: "Replay build 1 of Bike repairs" }));
    expect(await failed.findByText("Sent again")).toBeInTheDocument();
  });

  it("says why something cannot be sent again", async () => {
    gateway();
    const detail = "This build has a newer attempt.";
    server.use(
      http.post(`${API}/ops/builds/:id/replay`, () =>
        HttpResponse.json({ status: 409, title: "", detail }, { status: 409 }),
      ),
    );
    const { user } = draw(<OpsPage />);
    await user.click(await screen.findByRole("button", { name: "Replay build 1 of Bike repairs" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(detail);
  });

  it("shows the bytes of a dead letter as text", async () => {
    gateway();
    const { container } = draw(<OpsPage />);
    const letter = await row("Dead letters", /fusion\.prompt\.v1/);
    expect(letter).toHaveTextContent('<script>alert("x")</script>');
    expect(container.querySelector("script")).toBeNull();
  });
});
