/** Draw a part of Studio with all that stands around it. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { createQueryClient } from "@/api/query-client";

export function draw(element: ReactElement) {
  const client = createQueryClient();
  const router = createMemoryRouter([{ path: "*", element }]);
  const drawn = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...drawn, client, user: userEvent.setup() };
}
