/** A made-up model and where its parts come from. */
import type { Evidence, Field, Question, Relation, Spec, SpecView } from "../src/api/types.ts";
import { ENTITY, FIELD, RELATION } from "../src/features/models/unsaid.ts";
import { uuid } from "./samples.ts";

export function aField(id: number, name: string, label: string, change: Partial<Field> = {}): Field {
  return {
    id: uuid(id),
    name,
    label,
    type: "string",
    stored_as: name,
    ...FIELD,
    ...change,
  };
}

export function aRelation(id: number, name: string, label: string, source: string, target: string): Relation {
  return {
    id: uuid(id),
    name,
    label,
    source,
    target,
    ...RELATION,
    required: true,
    reverse_name: `${source}s`,
    reverse_label: `${source}s`,
    stored_as: `${name}_id`,
  };
}

export function aSpec(change: Partial<Spec> = {}): Spec {
  const entity = (id: number, name: string, label: string, fields: Field[]) => ({
    id: uuid(id),
    name,
    label,
    plural: `${name}s`,
    plural_label: `${label}s`,
    ...ENTITY,
    fields,
    display: fields[0]?.name ?? null,
    stored_as: `${name}s`,
  });
  return {
    format: 2,
    app: { id: uuid(1), name: "clinic", label: "Clinic", description: "", licence: "proprietary" },
    entities: [
      entity(10, "patient", "Patient", [
        aField(11, "name", "Name", { required: true }),
        aField(12, "date_of_birth", "Date of birth", { type: "date" }),
        aField(13, "email", "E-mail", { type: "email", unique: true }),
      ]),
      entity(20, "doctor", "Doctor", [aField(21, "name", "Name", { required: true })]),
      entity(30, "appointment", "Appointment", [
        aField(31, "starts_at", "Starts at", { type: "datetime", required: true }),
        aField(32, "status", "Status", { type: "enum", enum: "appointment_status" }),
        aField(33, "notes", "Notes", { type: "text" }),
      ]),
    ],
    relations: [
      aRelation(40, "patient", "Patient", "appointment", "patient"),
      aRelation(41, "doctor", "Doctor", "appointment", "doctor"),
    ],
    enums: [
      {
        id: uuid(50),
        name: "appointment_status",
        label: "Status",
        values: ["Planned", "Held", "Missed"].map((label) => ({ name: label.toLowerCase(), label })),
      },
    ],
    roles: [
      {
        id: uuid(60),
        name: "nurse",
        label: "Nurse",
        grants: [
          { entity: "patient", actions: ["create", "read", "update"], rows: "all" },
          { entity: "appointment", actions: ["create", "read", "update", "delete"], rows: "all" },
        ],
      },
    ],
    forget: [],
    targets: { backend: "django", frontends: ["react"] },
    ...change,
  };
}

const quoted = (words: string): Evidence => ({ words, suggested: false, confidence: 0.9 });
const suggested: Evidence = { words: "", suggested: true, confidence: 0.6 };

export function aSpecView(change: Partial<SpecView> = {}): SpecView {
  return {
    app_id: uuid(1),
    build_id: uuid(100),
    build_no: 1,
    spec: aSpec(),
    operations: [],
    approved_by: null,
    questions: [aQuestion("May an appointment have more than one doctor? One is assumed.")],
    evidence: {
      [uuid(10)]: quoted("patients"),
      [uuid(11)]: quoted("name"),
      [uuid(12)]: quoted("date of birth"),
      [uuid(13)]: suggested,
      [uuid(20)]: quoted("a doctor"),
      [uuid(21)]: suggested,
      [uuid(30)]: quoted("appointments"),
      [uuid(31)]: suggested,
      [uuid(32)]: suggested,
      [uuid(33)]: suggested,
      [uuid(40)]: quoted("their appointments"),
      [uuid(41)]: quoted("appointments with a doctor"),
      [uuid(60)]: suggested,
    },
    ...change,
  };
}

/** A question with its choices, which change nothing here. */
export function aQuestion(text: string, ...labels: string[]): Question {
  return { text, choices: labels.map((label) => ({ label, operations: [] })) };
}
