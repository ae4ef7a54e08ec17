/** Errors of the API (RFC 9457 problem documents) as sentences for a person. */

export interface SpecProblem {
  path: string;
  message: string;
  suggestion: string;
}

interface ProblemDocument {
  title?: string;
  detail?: string;
  problems?: SpecProblem[];
}

export class ApiProblem extends Error {
  override name = "ApiProblem";

  constructor(
    readonly status: number,
    sentence: string,
    readonly problems: readonly SpecProblem[] = [],
  ) {
    super(sentence);
  }
}

const BY_STATUS: Record<number, string> = {
  401: "Your session has ended. Sign in again; what you typed is kept.",
  403: "You may not do this. Ask an operator of this installation.",
  404: "There is no such thing here, or it belongs to another workspace.",
  413: "This text is too long. Shorten it and send it again.",
  429: "Too many requests at once. Wait a moment and try again.",
};

export function toProblem(status: number, body: unknown): ApiProblem {
  const document: ProblemDocument = typeof body === "object" && body !== null ? body : {};
  const fallback = BY_STATUS[status] ?? `Fusion could not do this (${status}). Try again in a moment.`;
  const detail = typeof document.detail === "string" ? document.detail : undefined;
  const problems = Array.isArray(document.problems) ? document.problems : [];
  return new ApiProblem(status, detail ?? document.title ?? fallback, problems);
}

/** What to tell a person about anything that was thrown. */
export function sentence(error: unknown): string {
  if (error instanceof ApiProblem) return error.message;
  if (error instanceof TypeError) return "Fusion does not answer. What you typed is kept; try again in a moment.";
  return error instanceof Error ? error.message : "Something went wrong. Try again in a moment.";
}

export const isStatus = (error: unknown, status: number): error is ApiProblem =>
  error instanceof ApiProblem && error.status === status;
