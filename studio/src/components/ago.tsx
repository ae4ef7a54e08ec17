/** How long ago something was; the exact moment on hover and for assistive technology. */
import { useNow } from "@/hooks/use-now";

import { formatAgo, formatMoment } from "./format";

export function Ago({ at }: { at: string }) {
  const now = useNow(true, 30_000);
  return (
    <time dateTime={at} title={formatMoment(at)} style={{ whiteSpace: "nowrap" }}>
      {formatAgo(at, now)}
    </time>
  );
}
