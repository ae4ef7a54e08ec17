/** One key for one request, however often it is sent: a second click, a retry after a lost answer, a reload. */

interface Kept {
  body: string;
  key: string;
}

const slot = (name: string): string => `fusion.key.${name}`;

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function kept(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(slot(name)) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** The key of the request `name` with this body: the same for the same body, until it is forgotten. */
export function keyFor(name: string, body: unknown): string {
  const text = JSON.stringify(body);
  const known = kept(name);
  if (known?.body === text) return known.key;
  const key = randomKey();
  sessionStorage.setItem(slot(name), JSON.stringify({ body: text, key } satisfies Kept));
  return key;
}

/** The request was answered: the same words again are a new wish. */
export function forgetKey(name: string): void {
  sessionStorage.removeItem(slot(name));
}
