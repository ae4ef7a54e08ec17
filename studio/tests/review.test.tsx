import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { ReviewPanel } from "@/features/models/components/review-panel";

import { aQuestion, aSpecView } from "../dev/sample-model";
import { aBuild } from "../dev/samples";
import { draw } from "./render";
import { API, server } from "./server";

const waiting = aBuild({ state: "waiting_for_review", review: true });
const panel = <ReviewPanel build={waiting} view={aSpecView()} />;

interface Approved {
  spec: { entities: { label: string; fields: Record<string, unknown>[] }[] } | null;
}

/** A gateway that takes approvals, after refusing the first `refusals` of them. */
function gateway(refusals = 0): Approved[] {
  const approved: Approved[] = [];
  server.use(
    http.post(`${API}/builds/:id/approval`, async ({ request }) => {
      approved.push((await request.json()) as Approved);
      if (approved.length > refusals) return HttpResponse.json({ ...waiting, state: "running" }, { status: 202 });
      const path = "entities.patient.fields.phone";
      const problems = [{ path, message: "'phone' stands twice.", suggestion: "Call one 'phone_2'." }];
      return HttpResponse.json({ status: 422, title: "", detail: "It cannot be built.", problems }, { status: 422 });
    }),
  );
  return approved;
}

describe("a model that waits for review", () => {
  it("is approved as it is", async () => {
    const approved = gateway();
    const { user } = draw(panel);
    await user.click(await screen.findByRole("button", { name: "Approve and build" }));
    await waitFor(() => {
      expect(approved).toEqual([{ spec: null, answers: [] }]);
    });
  });

  it("asks what the text left open, and sends the choice", async () => {
    const approved = gateway();
    const questions = [aQuestion("Which name is meant?", "Of patients", "Of doctors"), aQuestion("Just to know.")];
    const { user } = draw(<ReviewPanel build={waiting} view={{ ...aSpecView(), questions }} />);
    await user.click(await screen.findByRole("radio", { name: "Of doctors" }));
    await user.click(screen.getByRole("button", { name: "Approve and build" }));
    await waitFor(() => {
      expect(approved).toEqual([{ spec: null, answers: [1, null] }]);
    });
  });

  it("is approved as it was edited; the platform makes what is new", async () => {
    const approved = gateway();
    const { user } = draw(panel);
    await user.click(await screen.findByRole("button", { name: "Edit it first" }));
    const patient = within(screen.getByRole("group", { name: "Patient" }));
    await user.click(patient.getByRole("button", { name: "Add a field" }));
    await user.click(patient.getByRole("button", { name: "Remove Patient, E-mail" }));
    await user.click(screen.getByRole("button", { name: "Approve my version and build" }));
    await waitFor(() => {
      expect(approved).toHaveLength(1);
    });
    const fields = approved[0]?.spec?.entities[0]?.fields ?? [];
    expect(fields.map((field) => field.label)).toEqual(["Name", "Date of birth", "New field"]);
    expect(fields[2]).not.toHaveProperty("id");
  });

  it("shows what is wrong at the entity that it is about, and keeps the edits", async () => {
    gateway(1);
    const { user } = draw(panel);
    await user.click(await screen.findByRole("button", { name: "Edit it first" }));
    const label = screen.getByRole("textbox", { name: "Label of Patient, E-mail" });
    await user.clear(label);
    await user.type(label, "Phone");
    await user.click(screen.getByRole("button", { name: "Approve my version and build" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("entities.patient.fields.phone");
    const patient = screen.getByRole("group", { name: "Patient" });
    expect(patient).toHaveTextContent("'phone' stands twice. Call one 'phone_2'.");
    expect(screen.getByRole("group", { name: "Doctor" })).not.toHaveTextContent("stands twice");
    expect(screen.getByRole("textbox", { name: "Label of Patient, Phone" })).toHaveValue("Phone");
  });

  it("keeps edits over a reload, tells them, and drops them on request", async () => {
    const { user, unmount } = draw(panel);
    await user.click(await screen.findByRole("button", { name: "Edit it first" }));
    await user.click(screen.getByRole("button", { name: "Remove Doctor" }));
    unmount();
    draw(panel);
    expect(await screen.findByText("Your edits")).toBeInTheDocument();
    expect(screen.getByText("Appointment · Doctor")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Drop my edits" }));
    expect(screen.getByRole("article", { name: "Doctor" })).toBeInTheDocument();
  });
});
