/** What failed, where and why; each can be sent again. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import type { OpsFailure } from "@/api/types";
import { Ago } from "@/components/ago";
import { Empty } from "@/components/empty";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { LongCell, Table } from "@/components/table";

import { failuresOptions } from "../api/get-failures";
import { useReplayBuild } from "../api/replay";
import { ReplayButton } from "./replay-button";

function Row({ failure }: { failure: OpsFailure }) {
  const replay = useReplayBuild(failure.build_id);
  return (
    <tr>
      <LongCell>
        <Link to={`/apps/${failure.app_id}?build=${failure.build_id}`}>{failure.app_label}</Link>
      </LongCell>
      <td>{failure.stage}</td>
      <LongCell title={failure.reason}>{failure.reason}</LongCell>
      <td>
        <Ago at={failure.at} />
      </td>
      <td>
        <ReplayButton
          what={`build ${failure.build_no} of ${failure.app_label}`}
          replayed={failure.replayed}
          replay={replay}
        />
      </td>
    </tr>
  );
}

export function Failures() {
  const failures = useQuery(failuresOptions);
  return (
    <Section title="Failures">
      {failures.isPending && <Loading what="failures" />}
      {failures.isError && <ProblemNotice error={failures.error} />}
      {failures.data?.items.length === 0 && <Empty>Nothing has failed. There is nothing to do.</Empty>}
      {failures.data && failures.data.items.length > 0 && (
        <Table caption="Failures" columns={["Application", "Stage", "Reason", "When", { spoken: "Replay" }]}>
          {failures.data.items.map((failure) => (
            <Row key={`${failure.build_id} ${failure.attempt}`} failure={failure} />
          ))}
        </Table>
      )}
    </Section>
  );
}
