/** Who is signed in: null where nobody is. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import { isStatus } from "@/api/problem";
import { SESSION_KEY } from "@/api/query-client";
import type { Session } from "@/api/types";

async function getSession(): Promise<Session | null> {
  try {
    return await unwrap(api.GET("/api/v1/session"));
  } catch (error) {
    if (isStatus(error, 401)) return null;
    throw error;
  }
}

export const sessionOptions = queryOptions({ queryKey: SESSION_KEY, queryFn: getSession, staleTime: 60_000 });

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => unwrap(api.POST("/api/v1/session", { body: { token } })),
    onSuccess: (session) => {
      client.setQueryData(SESSION_KEY, session);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/session")),
    onSuccess: () => {
      client.clear();
      client.setQueryData(SESSION_KEY, null);
    },
  });
}
