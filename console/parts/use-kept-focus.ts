import { useEffect, useRef } from 'preact/hooks';

/** The browser takes a moment to see that what had the focus is gone. */
const NOTICED_AFTER_MS = 60;

/**
 * A part of the page that takes the focus when `place` changes and what had it is gone: a narrow window shows one pane at a time.
 *
 * @param place false while the part is not the one that is shown
 * @param first what `place` was before the part was there. @default - as it is
 */
export function useKeptFocus<Part extends HTMLElement>(place: unknown, first = place) {
  const part = useRef<Part>(null);
  const last = useRef(first);
  useEffect(() => {
    if (last.current === place) return undefined;
    last.current = place;
    if (!place) return undefined;
    const timer = setTimeout(() => {
      // the whole page, or what is around the part
      if (document.activeElement?.contains(part.current)) part.current?.focus();
    }, NOTICED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [place]);
  return part;
}
