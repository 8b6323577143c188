import { useEffect } from 'preact/hooks';

/** Puts what is open before the section's name in the window's title, by which tabs, history and screen readers tell pages apart. */
export function useTitle(text: string): void {
  useEffect(() => {
    const section = document.title;
    document.title = `${text} · ${section}`;
    return () => {
      document.title = section;
    };
  }, [text]);
}
