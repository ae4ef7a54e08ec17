import { describe, expect, it } from "vitest";

import type { Spec } from "@/api/types";
import { setChoices } from "@/features/models/choices";
import { differences } from "@/features/models/difference";
import { addField, changeEntity, changeField, removeEntity } from "@/features/models/edits";

import { aSpec } from "../dev/sample-model";

const before = aSpec();
const [patient, doctor, appointment] = before.entities as [
  Spec["entities"][number],
  Spec["entities"][number],
  Spec["entities"][number],
];
const field = (name: string) => appointment.fields.find((one) => one.name === name) ?? appointment.fields[0];

describe("what a version changes", () => {
  it("is nothing where nothing is different", () => {
    expect(differences(before, aSpec())).toEqual([]);
  });

  it("tells a rename as a rename", () => {
    const after = changeEntity(before, patient.id, { label: "Client", name: "client" });
    expect(differences(before, after)).toEqual([{ kind: "changed", what: "Patient", how: "now called “Client”" }]);
  });

  it("names what is added, with its type", () => {
    const after = addField(before, patient, "Phone");
    expect(differences(before, after)).toEqual([{ kind: "added", what: "Patient · Phone", how: "Short text" }]);
  });

  it("names everything that goes with a removed entity", () => {
    const what = differences(before, removeEntity(before, doctor)).map((one) => `${one.kind} ${one.what}`);
    expect(what).toEqual(["removed Doctor", "removed Doctor · Name", "removed Appointment · Doctor"]);
  });

  it("says how a field is different", () => {
    const id = field("notes")?.id ?? "";
    const after = changeField(before, appointment, id, { type: "string", required: true, max_length: 80 });
    expect(differences(before, after)[0]?.how).toBe("type: Long text → Short text, now required, longest: none → 80");
  });

  it("sees other choices of the same field", () => {
    const status = field("status");
    const after = status === undefined ? before : setChoices(before, appointment, status, ["Planned", "Held"]);
    expect(differences(before, after)[0]?.how).toBe("choices: Planned, Held, Missed → Planned, Held");
  });
});
