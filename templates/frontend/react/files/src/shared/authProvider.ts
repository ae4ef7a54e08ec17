/** Sign-in, sign-out and permissions, as react-admin asks for them. */
import { type AuthProvider, HttpError } from "react-admin";

import { modelOf } from "./entities";
import { type Action, forget, me, signIn, signOut } from "./session";

const NEEDED: Record<string, Action> = {
  list: "read",
  show: "read",
  export: "read",
  create: "create",
  edit: "update",
  delete: "delete",
};

export interface Credentials {
  email: string;
  password: string;
}

export const authProvider: AuthProvider = {
  login: ({ email, password }: Credentials) => signIn(email, password),
  logout: () => signOut(),
  checkAuth: async () => {
    await me();
  },
  checkError: (error: unknown) => {
    if (!(error instanceof HttpError) || error.status !== 401)
      return Promise.resolve();
    forget();
    return Promise.reject(error);
  },
  getIdentity: async () => {
    const { id, email, name } = await me();
    return { id, fullName: name || email };
  },
  canAccess: async ({ action, resource }) => {
    const { is_owner, permissions } = await me();
    const entity = modelOf(resource)?.name;
    const needed = NEEDED[action];
    if (entity === undefined || needed === undefined) return is_owner;
    return is_owner || (permissions[entity] ?? []).includes(needed);
  },
};
