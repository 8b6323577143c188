import type { Keeper } from '../data/keeper.ts';
import { signalOf } from './signal-of.ts';

/** A value that parts of the page share, and that outlives a reload: for the tab or for the browser. */
export function keptSignalOf<Value>(keeper: Keeper, name: string, first: Value) {
  const signal = signalOf(read());
  // another tab wrote it: what this one writes next would undo that
  addEventListener('storage', ({ key }) => {
    if (key === name) signal.set(read());
  });
  return {
    ...signal,
    set: (next: Value) => {
      signal.set(next);
      keeper.keep(name, JSON.stringify(next));
    },
  };

  function read(): Value {
    try {
      const kept = keeper.read(name);
      return kept === undefined ? first : (JSON.parse(kept) as Value);
    } catch {
      return first;
    }
  }
}
