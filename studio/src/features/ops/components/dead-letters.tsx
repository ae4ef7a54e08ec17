/** Bytes that were no event: where they stood, why they were refused, their beginning. */
import { useQuery } from "@tanstack/react-query";

import type { DeadLetter } from "@/api/types";
import { Ago } from "@/components/ago";
import { Empty } from "@/components/empty";
import { formatCount } from "@/components/format";
import { Loading } from "@/components/loading";
import { ProblemNotice } from "@/components/notice";
import { Section } from "@/components/section";
import { LongCell, Table } from "@/components/table";

import { deadLettersOptions } from "../api/get-dead-letters";
import { useReplayDeadLetter } from "../api/replay";
import styles from "./ops.module.css";
import { ReplayButton } from "./replay-button";

function Row({ letter }: { letter: DeadLetter }) {
  const replay = useReplayDeadLetter(letter.id);
  const headers = Object.entries(letter.headers);
  return (
    <tr>
      <td>
        {letter.topic}
        <div className={styles.muted}>
          {letter.partition ?? "–"} / {letter.offset ?? "–"}
        </div>
      </td>
      <LongCell title={letter.reason}>{letter.reason}</LongCell>
      <td className={styles.preview}>
        <details>
          <summary>{formatCount(letter.size)} bytes</summary>
          <pre>
            {headers.map(([name, value]) => `${name}: ${value}\n`).join("")}
            {headers.length > 0 && "\n"}
            {letter.preview}
          </pre>
        </details>
      </td>
      <td>
        <Ago at={letter.at} />
      </td>
      <td>
        <ReplayButton
          what={`the dead letter of ${letter.topic}`}
          replayed={letter.replayed_at !== null}
          replay={replay}
        />
      </td>
    </tr>
  );
}

export function DeadLetters() {
  const letters = useQuery(deadLettersOptions);
  return (
    <Section title="Dead letters">
      {letters.isPending && <Loading what="dead letters" />}
      {letters.isError && <ProblemNotice error={letters.error} />}
      {letters.data?.items.length === 0 && <Empty>None. Every record on the topics was an event.</Empty>}
      {letters.data && letters.data.items.length > 0 && (
        <Table
          caption="Dead letters"
          columns={["Topic, partition / offset", "Reason", "Content", "When", { spoken: "Replay" }]}
        >
          {letters.data.items.map((letter) => (
            <Row key={letter.id} letter={letter} />
          ))}
        </Table>
      )}
    </Section>
  );
}
