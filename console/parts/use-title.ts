import { useEffect } from 'preact/hooks';
import { useSpeech } from '../texts/language.tsx';

/** Puts what is open before the section's name in the window's title, by which tabs, history and screen readers tell pages apart. */
export function useTitle(text: string): void {
  const { language } = useSpeech();
  // when the language changes, Navigation has named the section anew before
  useEffect(() => {
    const open = `${text} · `;
    document.title = open + document.title;
    return () => {
      if (document.title.startsWith(open)) document.title = document.title.slice(open.length);
    };
  }, [text, language]);
}
