import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whoever is this near to the end follows what comes. */
const NEAR_PIXELS = 80;

/**
 * Where a chat is scrolled to: its newest message stays in view unless the reader has scrolled up; then
 * what they read stays where it is, also while earlier messages come above it.
 *
 * @param height anything that grows with what is shown
 * @param first id of the earliest message
 */
export function useKeptScroll(height: number, first: string | undefined) {
  const pane = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const toEnd = useRef(0);
  const measure = () => {
    const { scrollHeight = 0, scrollTop = 0 } = pane.current ?? {};
    toEnd.current = scrollHeight - scrollTop;
  };
  // at the very top no browser keeps the place by itself
  useLayoutEffect(() => {
    if (first && !isAtEnd.current)
      pane.current?.scrollTo({ top: pane.current.scrollHeight - toEnd.current });
  }, [first]);
  useLayoutEffect(() => {
    if (isAtEnd.current && height >= 0) pane.current?.scrollTo({ top: pane.current.scrollHeight });
  }, [height]);
  useLayoutEffect(measure);
  const onScroll = () => {
    measure();
    isAtEnd.current = toEnd.current - (pane.current?.clientHeight ?? 0) < NEAR_PIXELS;
  };
  return { pane, onScroll };
}
