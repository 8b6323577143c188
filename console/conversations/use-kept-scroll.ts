import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whoever is this near to the end follows what comes. */
const NEAR_PIXELS = 80;

/**
 * Where a chat is scrolled to: its newest message stays in view unless the reader has scrolled up; then
 * what they read stays where it is, also while messages come or go above it and below it.
 *
 * @param height anything that grows with what is shown
 * @param first id of the earliest message
 */
export function useKeptScroll(height: number, first: string | undefined) {
  const pane = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const read = useRef<{ message: Element; top: number }>();
  const topOf = (message: Element) =>
    message.getBoundingClientRect().top - (pane.current?.getBoundingClientRect().top ?? 0);
  const measure = () => {
    const { clientHeight = 0 } = pane.current ?? {};
    // the lowest one in view: the earliest messages may go when a new one comes
    const message = [...(pane.current?.querySelectorAll('.message') ?? [])].findLast(
      (each) => topOf(each) < clientHeight,
    );
    read.current = message && { message, top: topOf(message) };
  };
  // at the very top no browser keeps the place by itself
  useLayoutEffect(() => {
    if (!first || isAtEnd.current || !read.current?.message.isConnected) return;
    pane.current?.scrollBy({ top: topOf(read.current.message) - read.current.top });
  }, [first]);
  useLayoutEffect(() => {
    if (isAtEnd.current && height >= 0) pane.current?.scrollTo({ top: pane.current.scrollHeight });
  }, [height]);
  useLayoutEffect(measure);
  const onScroll = () => {
    measure();
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = pane.current ?? {};
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
  };
  return { pane, onScroll };
}
