/** How many records each consumer group has still to read. */
import type { Overview } from "@/api/types";
import { formatCount } from "@/components/format";
import { NumberCell, Table } from "@/components/table";

export function LagTable({ groups }: { groups: Overview["groups"] }) {
  return (
    <Table caption="Consumer lag" columns={["Group", "Topic", "#Lag"]}>
      {groups.map((group) => (
        <tr key={`${group.group} ${group.topic}`}>
          <td>{group.group}</td>
          <td>{group.topic}</td>
          <NumberCell>{group.lag === null ? "nothing read yet" : formatCount(group.lag)}</NumberCell>
        </tr>
      ))}
    </Table>
  );
}
