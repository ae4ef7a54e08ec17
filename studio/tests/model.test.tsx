import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { ModelView } from "@/features/models/components/model-view";

import { aField, aSpec, aSpecView } from "../dev/sample-model";
import { uuid } from "../dev/samples";

const card = (name: string) => screen.getByRole("article", { name });

describe("the model that was understood", () => {
  it("quotes the words that an element comes from, and marks what was suggested", () => {
    const { spec, evidence } = aSpecView();
    render(<ModelView spec={spec} evidence={evidence} />);
    const row = (label: string) =>
      within(card("Patient")).getByText(label, { selector: "span[dir]" }).closest("li") ?? document.body;
    expect(within(row("Date of birth")).getByTitle("These words of your text")).toHaveTextContent("date of birth");
    expect(within(row("E-mail")).getByText("Suggested")).toBeInTheDocument();
  });

  it("shows hostile labels and words as text", () => {
    const hostile = '<img src=x onerror="alert(1)">{{7*7}}';
    const spec = aSpec();
    const entities = spec.entities.map((entity) =>
      entity.name === "patient" ? { ...entity, label: hostile, fields: [aField(70, "bad", hostile)] } : entity,
    );
    const evidence = { [uuid(70)]: { words: hostile, suggested: false, confidence: 1 } };
    const { container } = render(<ModelView spec={{ ...spec, entities }} evidence={evidence} />);
    const bad = card(hostile);
    expect(within(bad).getAllByText(hostile)).toHaveLength(3);
    expect(container.querySelector("img")).toBeNull();
  });

  it("names the choices of a field, what it links to, and what roles may do", () => {
    const { spec, evidence } = aSpecView();
    render(<ModelView spec={spec} evidence={evidence} />);
    expect(card("Appointment")).toHaveTextContent("Planned · Held · Missed");
    expect(card("Appointment")).toHaveTextContent("→ Patient, one · required");
    expect(card("Roles")).toHaveTextContent("Patients: see, add, and change");
  });
});
