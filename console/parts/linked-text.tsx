import { splitLinks } from './split-links.ts';

/** A text whose web addresses are links. */
export function LinkedText({ text }: { text: string }) {
  const parts = splitLinks(text).map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <a href={part.address} target="_blank" rel="noreferrer nofollow">
        {part.address}
      </a>
    ),
  );
  return <>{parts}</>;
}
