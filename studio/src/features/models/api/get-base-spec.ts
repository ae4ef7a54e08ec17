/** The model of the version that a build starts from; null where that version is not known any more. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "@/api/client";
import type { Build, Spec } from "@/api/types";

async function getBaseSpec({ app_id, base_version }: Build): Promise<Spec | null> {
  const path = { app_id };
  const versions = await unwrap(api.GET("/api/v1/apps/{app_id}/versions", { params: { path } }));
  const build_id = versions.items.find((version) => version.build_no === base_version)?.build_id;
  if (build_id === undefined) return null;
  const view = await unwrap(api.GET("/api/v1/apps/{app_id}/spec", { params: { path, query: { build_id } } }));
  return view.spec;
}

export const baseSpecOptions = (build: Build) =>
  queryOptions({
    queryKey: ["base-spec", build.app_id, build.base_version] as const,
    queryFn: () => getBaseSpec(build),
    staleTime: Infinity,
    enabled: build.base_version > 0,
  });
