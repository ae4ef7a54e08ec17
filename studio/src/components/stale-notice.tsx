/** Someone deployed another version meanwhile: what was written stays, and waits for a second look. */
import { Button } from "./button";
import { Notice } from "./notice";

interface StaleNoticeProps {
  base: number;
  version: number;
  onAccept: () => void;
}

export function StaleNotice({ base, version, onAccept }: StaleNoticeProps) {
  return (
    <Notice
      tone="wait"
      urgent
      title={`Version ${version} was deployed meanwhile`}
      actions={<Button onClick={onAccept}>Change version {version} instead</Button>}
    >
      {base === 0 ? "You began before there was any version." : `You began with version ${base}.`} Your words are kept.
      Look at the model above, which is now the new one, and send them if they still hold.
    </Notice>
  );
}
