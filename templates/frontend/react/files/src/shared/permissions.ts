/** What somebody may do with the records of a resource. */
import { modelOf } from "./entities";
import type { Action, Me } from "./session";

export function may(me: Me, action: Action, path: string): boolean {
  const model = modelOf(path);
  if (model === undefined) return action === "read";
  return me.is_owner || (me.permissions[model.name] ?? []).includes(action);
}
