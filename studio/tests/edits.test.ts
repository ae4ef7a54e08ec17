import { describe, expect, it } from "vitest";

import type { Entity, Spec } from "@/api/types";
import { retyped, setChoices } from "@/features/models/choices";
import { addEntity, addField, addRelation, finished, removeEntity, removeField } from "@/features/models/edits";
import { nameFrom } from "@/features/models/naming";
import { problemsOf } from "@/features/models/problems";

import { aSpec } from "../dev/sample-model";

const entity = (spec: Spec, name: string): Entity => {
  const found = spec.entities.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no entity ${name}`);
  return found;
};

/** What is surely there, or a test that says so. */
function sure<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("nothing is there");
  return value;
}

describe("names of new elements", () => {
  it.each([
    ["Due date", "due_date"],
    ["Größe (cm)", "grosse_cm"],
    ["2nd phone", "field_2nd_phone"],
    ["电话", "field"],
    ["name", "name_2"],
  ])("%s becomes %s", (label, name) => {
    expect(nameFrom(label.replace("ß", "ss"), ["name"], "field")).toBe(name);
  });
});

describe("edits", () => {
  it("leave the model that they begin with as it was", () => {
    const spec = aSpec();
    const before = JSON.stringify(spec);
    addField(spec, entity(spec, "patient"), "Phone");
    removeEntity(spec, entity(spec, "patient"));
    expect(JSON.stringify(spec)).toBe(before);
  });

  it("take away with an entity what refers to it", () => {
    const spec = aSpec();
    const left = removeEntity(spec, entity(spec, "patient"));
    expect(left.relations.map((link) => link.name)).toEqual(["doctor"]);
    expect(left.roles[0]?.grants.map((grant) => grant.entity)).toEqual(["appointment"]);
  });

  it("never leave the display to a field that is gone", () => {
    const spec = aSpec();
    const patient = entity(spec, "patient");
    const [name] = patient.fields;
    expect(entity(removeField(spec, patient, sure(name)), "patient").display).toBeNull();
  });

  it("leave to the platform what it makes itself", () => {
    const spec = aSpec();
    const sent = finished(addRelation(addEntity(spec, "Ward"), entity(spec, "patient"), "user")) as unknown as Spec;
    const ward = entity(sent, "ward");
    expect(ward).not.toHaveProperty("id");
    expect(ward).not.toHaveProperty("plural");
    expect(ward.fields[0]).not.toHaveProperty("stored_as");
    expect(entity(sent, "patient").id).toBe(entity(spec, "patient").id);
    expect(sent.relations.at(-1)).toMatchObject({ source: "patient", target: "user", name: "user" });
  });

  it("keep the stored name of a choice whose label stays", () => {
    const spec = aSpec();
    const appointment = entity(spec, "appointment");
    const status = appointment.fields.find((field) => field.type === "enum");
    const changed = setChoices(spec, appointment, sure(status), ["Held", "Called off"]);
    expect(changed.enums[0]?.values).toEqual([
      { name: "held", label: "Held" },
      { name: "called_off", label: "Called off" },
    ]);
  });

  it("give a field that becomes a choice its own values", () => {
    const spec = aSpec();
    const patient = entity(spec, "patient");
    const changed = retyped(spec, patient, sure(patient.fields[0]), "enum");
    const field = entity(changed, "patient").fields[0];
    expect(changed.enums.find((one) => one.name === field?.enum)?.values).toHaveLength(2);
  });
});

describe("problems", () => {
  it("stand at their entity, whether it is named or counted", () => {
    const spec = aSpec();
    const problems = ["entities.patient.fields.name", "entities.2.label", "relations.appointment.doctor", "roles"].map(
      (path) => ({ path, message: "is wrong.", suggestion: "" }),
    );
    expect(problemsOf(problems, spec, entity(spec, "patient"))).toHaveLength(1);
    expect(problemsOf(problems, spec, entity(spec, "appointment"))).toHaveLength(2);
    expect(problemsOf(problems, spec, entity(spec, "doctor"))).toHaveLength(0);
  });

  it("of a label are not said again of all that is made of it", () => {
    const spec = aSpec();
    const problems = ["label", "plural_label"].map((part) => ({
      path: `entities.0.${part}`,
      message: "is empty.",
      suggestion: "",
    }));
    expect(problemsOf(problems, spec, entity(spec, "patient"))).toHaveLength(1);
  });
});
