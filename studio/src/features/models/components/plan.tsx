/** What a build changes in the version that it starts from. */
import { useQuery } from "@tanstack/react-query";

import type { Build, Spec } from "@/api/types";

import { baseSpecOptions } from "../api/get-base-spec";
import { DifferenceList } from "./difference-list";

export function Plan({ build, spec }: { build: Build; spec: Spec }) {
  const base = useQuery(baseSpecOptions(build));
  if (!base.data) return null;
  return <DifferenceList title={`What it changes in version ${build.base_version}`} before={base.data} after={spec} />;
}
