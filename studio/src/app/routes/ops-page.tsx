/** How the platform does, for those who run it. */
import { DeadLetters } from "@/features/ops/components/dead-letters";
import { Failures } from "@/features/ops/components/failures";
import { OpsBuilds } from "@/features/ops/components/ops-builds";
import { OverviewPanel } from "@/features/ops/components/overview-panel";
import { useTitle } from "@/hooks/use-title";

export function OpsPage() {
  useTitle("Operations");
  return (
    <>
      <OverviewPanel />
      <OpsBuilds />
      <Failures />
      <DeadLetters />
    </>
  );
}
