/** What a person wants built, as it stands in the form. */
import type { AppBody } from "@/api/types";

export interface Wish {
  text: string;
  name: string;
  review: boolean;
  /** Empty: the platform's own choice. */
  backend: string;
  frontends: string[];
}

export const NOTHING: Wish = { text: "", name: "", review: false, backend: "", frontends: [] };

export const EXAMPLES = [
  "A veterinary clinic keeps owners with name, phone and e-mail, their pets with species and birth date, and visits " +
    "with date, reason and cost. Each visit belongs to a pet and a vet.",
  "We lend tools to neighbours. Every tool has a name, a category (garden, wood, metal) and a photo link. A loan has a " +
    "borrower, a tool, a start date and the date when it is due back.",
  "Track job applicants: name, e-mail, the position they apply for, a status (new, interview, offer, rejected) and " +
    "notes from interviews with a score from 1 to 5.",
] as const;

export function toBody(wish: Wish): AppBody {
  const body: AppBody = { text: wish.text.trim(), review: wish.review };
  if (wish.name.trim() !== "") body.name = wish.name.trim();
  if (wish.backend !== "" && wish.frontends.length > 0) {
    body.targets = { backend: wish.backend, frontends: wish.frontends };
  }
  return body;
}
