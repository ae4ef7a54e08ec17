/** How answers are cached and repeated; a lost session leads back to the sign-in page. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { ApiProblem, isStatus } from "./problem";

export const SESSION_KEY = ["session"] as const;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: forgetLostSession }),
    mutationCache: new MutationCache({ onError: forgetLostSession }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof ApiProblem) && count < 3 },
    },
  });

  function forgetLostSession(error: Error): void {
    if (isStatus(error, 401)) client.setQueryData(SESSION_KEY, null);
  }

  return client;
}
