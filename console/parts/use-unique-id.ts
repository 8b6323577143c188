import { useState } from 'preact/hooks';

let count = 0;

/** A unique id for a label or an error. Preact's `useId` starts again in each portal, so a dialog's ids would equal the page's. */
export function useUniqueId(): string {
  const [id] = useState(() => {
    count += 1;
    return `part-${count}`;
  });
  return id;
}
