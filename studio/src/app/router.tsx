/** Which page stands at which address. */
import { createBrowserRouter, type RouteObject } from "react-router";

import { Loading } from "@/components/loading";

import { AppPage } from "./routes/app-page";
import { HomePage } from "./routes/home-page";
import { NotFoundPage, RouteErrorPage } from "./routes/lost-pages";
import { Shell } from "./shell";

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <RouteErrorPage />,
    hydrateFallbackElement: <Loading what="the page" />,
    children: [
      { index: true, element: <HomePage /> },
      { path: "apps/:appId", element: <AppPage /> },
      { path: "ops", lazy: async () => ({ Component: (await import("./routes/ops-page")).OpsPage }) },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

export const createRouter = () => createBrowserRouter(routes);
