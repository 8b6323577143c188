import { useState } from 'preact/hooks';

let count = 0;

/** An id for a label or an error. Preact's own `useId` begins anew in each portal, so that a dialog's ids would be the page's. */
export function useUniqueId(): string {
  const [id] = useState(() => {
    count += 1;
    return `part-${count}`;
  });
  return id;
}
