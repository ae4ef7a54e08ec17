/** Sign-in, sign-out and permissions, as react-admin asks for them. */
import { type AuthProvider, HttpError } from "react-admin";

import { may } from "./permissions";
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
  getPermissions: me,
  canAccess: async ({ action, resource }) => {
    const needed = NEEDED[action];
    return needed !== undefined && may(await me(), needed, resource);
  },
};
