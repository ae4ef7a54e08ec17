/** State that outlives a reload, a failed request and an expired session: kept in this tab's storage. */
import { useCallback, useState } from "react";

function read<Value>(key: string, initial: Value): Value {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? initial : (JSON.parse(kept) as Value);
  } catch {
    // Storage may be forbidden, or hold what an older Studio wrote: both mean that there is no draft.
    return initial;
  }
}

function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the draft still lives in memory.
  }
}

export interface Draft<Value> {
  value: Value;
  set: (next: Value) => void;
  clear: () => void;
}

/** `initial` stands where nothing was kept; `empty` is what a cleared draft comes back to. */
export function useDraft<Value>(name: string, initial: Value, empty = initial): Draft<Value> {
  const key = `fusion.draft.${name}`;
  const [value, setValue] = useState(() => read(key, initial));
  const set = useCallback(
    (next: Value) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  const clear = useCallback(() => {
    setValue(empty);
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept, so nothing is left.
    }
    // `empty` is a constant of the caller; a new object each time shall not make a new function.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return { value, set, clear };
}
