import { signalOf } from './signal-of.ts';

/** A value that parts of the page share, and that outlives a reload: for the tab (`sessionStorage`) or for the browser. */
export function keptSignalOf<Value>(storage: Storage, name: string, first: Value) {
  const signal = signalOf(read());
  // another tab wrote it: what this one writes next would undo that
  addEventListener('storage', ({ key, storageArea }) => {
    if (key === name && storageArea === storage) signal.set(read());
  });
  return {
    ...signal,
    set: (next: Value) => {
      signal.set(next);
      keep(next);
    },
  };

  function read(): Value {
    try {
      const kept = storage.getItem(name);
      return kept === null ? first : (JSON.parse(kept) as Value);
    } catch {
      return first;
    }
  }

  /** What the storage has no room for lives as long as the page. */
  function keep(value: Value): void {
    try {
      storage.setItem(name, JSON.stringify(value));
    } catch {
      storage.removeItem(name);
    }
  }
}
