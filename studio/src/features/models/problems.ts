/** Which of the problems that the platform names are about which entity. */
import type { SpecProblem } from "@/api/problem";
import type { Entity, Spec } from "@/api/types";

/** Paths name an entity by its name (`entities.visit.fields.cost`) or by its place (`entities.0.label`). */
export function problemsOf(problems: readonly SpecProblem[], spec: Spec, entity: Entity): SpecProblem[] {
  const place = String(spec.entities.indexOf(entity));
  const found = problems.filter(({ path }) => {
    const [kind, which = ""] = path.split(".");
    if (kind === "relations") return which === entity.name;
    return kind === "entities" && (which === entity.name || which === place);
  });
  // What is wrong with a label is wrong with all that is made of it: said once.
  const saying = ({ path, message }: SpecProblem) => `${path.slice(0, path.lastIndexOf("."))} ${message}`;
  return found.filter((problem, index) => found.findIndex((other) => saying(other) === saying(problem)) === index);
}
