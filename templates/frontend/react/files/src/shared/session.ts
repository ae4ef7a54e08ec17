/** Who is signed in, and what they may do: asked once, until something changes. */
import { request } from "./http";

export type Action = "create" | "read" | "update" | "delete";

/** With how many records it may be done; whether any may be created. */
export type Extent = "all" | "some" | "none" | boolean;

export interface Me {
  id: number;
  email: string;
  name: string;
  is_owner: boolean;
  permissions: Partial<Record<string, Record<Action, Extent>>>;
}

let asked: Promise<Me> | undefined;

export function me(): Promise<Me> {
  asked ??= request<Me>("me/");
  asked.catch(forget);
  return asked;
}

export function forget(): void {
  asked = undefined;
}

export async function signIn(email: string, password: string): Promise<void> {
  await request("signin/", { method: "POST", body: { email, password } });
  forget();
  await me();
}

export async function signOut(): Promise<void> {
  if (asked === undefined) return;
  forget();
  await request("signout/", { method: "POST" });
}
