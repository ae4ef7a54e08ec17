/** Requests to the application's API: JSON both ways, the session's cookie, errors as react-admin reads them. */
import { HttpError } from "react-admin";

/** The server's own token against forged requests: it stands in a cookie that `me/` sets. */
function csrfToken(): string {
  return /(?:^|; )\w*csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

export interface Options {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** The decoded answer. Raises HttpError; its `body.errors` holds messages by field. */
export async function request<Answer>(
  path: string,
  { method = "GET", body, signal }: Options = {},
): Promise<Answer> {
  const answer = await send(path, {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "GET" ? {} : { "X-CSRFToken": csrfToken() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const content = await decode(answer);
  if (!answer.ok) throw failure(answer.status, content);
  return content as Answer;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/${path}`, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError")
      throw error;
    throw new HttpError(
      "The server cannot be reached. Nothing is lost: try again in a moment.",
      0,
    );
  }
}

async function decode(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const SENTENCES: Record<number, string> = {
  401: "You are signed out. Sign in and try again.",
  403: "You may not do this. Ask an owner of the application.",
  404: "This record is gone. Somebody may have deleted it.",
  409: "Somebody else was faster. Reload and try again.",
  413: "This is too large for the server.",
  429: "That was too fast. Wait a moment and try again.",
};

function failure(status: number, content: unknown): HttpError {
  const { detail, errors: named } = problem(content);
  const errors = messages(named);
  const general = errors.non_field_errors ?? (named ? undefined : detail);
  const message =
    general ??
    (status === 400
      ? "Some values are not accepted. See the marked fields."
      : (SENTENCES[status] ??
        "The server could not do this. Try again in a moment."));
  const shown = { ...errors, root: { serverError: message } };
  return new HttpError(
    message,
    status,
    status === 400 ? { errors: shown } : {},
  );
}

/** The server's account of what went wrong (RFC 9457). */
interface Problem {
  detail?: string;
  errors?: unknown;
}

function problem(content: unknown): Problem {
  return typeof content === "object" && content !== null ? content : {};
}

/** One sentence by field, of what the server says in lists, nested lists or plain words. */
function messages(content: unknown): Record<string, string> {
  if (typeof content !== "object" || content === null) return {};
  return Object.fromEntries(
    Object.entries(content).map(([field, value]) => [field, sentence(value)]),
  );
}

function sentence(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  return [...new Set(Object.values(value).map(sentence))].join(" ");
}
