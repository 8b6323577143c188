import { useEffect, useState } from 'preact/hooks';

/** A value that parts of the page share. A part that uses it is rendered again when it changes. */
export function signalOf<Value>(first: Value) {
  let value = first;
  const listeners = new Set<(value: Value) => void>();
  return {
    get: () => value,
    set: (next: Value) => {
      value = next;
      for (const listener of listeners) listener(next);
    },
    use: (): Value => {
      const [current, setCurrent] = useState(value);
      useEffect(() => {
        setCurrent(value);
        listeners.add(setCurrent);
        return () => void listeners.delete(setCurrent);
      }, []);
      return current;
    },
  };
}
