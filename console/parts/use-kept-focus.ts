import { useEffect, useRef } from 'preact/hooks';

/** The browser takes a moment to notice that the focused element is gone. */
const NOTICED_AFTER_MS = 60;

/**
 * A part of the page that takes the focus when `place` changes and the
 * focused element is gone: a narrow window shows one pane at a time.
 *
 * @param place false while this part is not shown
 * @param first value of `place` before this part existed. @default - the current one
 */
export function useKeptFocus<Part extends HTMLElement>(place: unknown, first = place) {
  const part = useRef<Part>(null);
  const last = useRef(first);
  useEffect(() => {
    if (last.current === place) return undefined;
    last.current = place;
    if (!place) return undefined;
    const timer = setTimeout(() => {
      // the focus is on the whole page or on something around this part
      if (document.activeElement?.contains(part.current)) part.current?.focus();
    }, NOTICED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [place]);
  return part;
}
