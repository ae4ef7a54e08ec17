/** What somebody may do with the records of a resource. */
import { modelOf } from "./entities";
import type { Action, Me } from "./session";

export function may(me: Me, action: Action, path: string): boolean {
  const model = modelOf(path);
  if (model === undefined) return action === "read";
  const extent = me.permissions[model.name]?.[action] ?? false;
  return me.is_owner || (extent !== false && extent !== "none");
}
