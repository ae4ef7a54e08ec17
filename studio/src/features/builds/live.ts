/** What a build's stream tells, folded into what a page shows. */
import type { Build, LogLine, StageRun } from "@/api/types";

/** Log lines by stage, in the order in which they came. */
export type Lines = Readonly<Partial<Record<string, readonly LogLine[]>>>;

/** Lines kept of each stage: enough to read, few enough to draw. */
export const MAX_LINES = 500;

export function withLine(lines: Lines, line: LogLine): Lines {
  const kept = [...(lines[line.stage] ?? []), line];
  return { ...lines, [line.stage]: kept.slice(-MAX_LINES) };
}

/** The newer of two tellings of one build: an event of an earlier attempt changes nothing. */
export function newer(known: Build | undefined, told: Build): Build {
  return known !== undefined && known.attempt > told.attempt ? known : told;
}

/** The lines of this run: a stage that is tried again has older ones, of earlier attempts. */
export function linesOf(run: StageRun, lines: readonly LogLine[]): readonly LogLine[] {
  const begun = run.started_at ? new Date(run.started_at).getTime() : 0;
  return lines.filter((line) => new Date(line.at).getTime() >= begun);
}

/** How far a running stage is, in percent: what it said last, or what the build says of it. */
export function percentOf(lines: readonly LogLine[], told: number | null | undefined): number | undefined {
  const said = lines.findLast((line) => line.percent !== null)?.percent;
  return said ?? told ?? undefined;
}
