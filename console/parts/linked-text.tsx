/** A web address up to the next blank or bracket; what ends a sentence is not part of it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/g;
const END_OF_SENTENCE = new Set(".,;:!?)]}'’”»…");

function withoutEnd(address: string): string {
  let end = address.length;
  while (end > 0 && END_OF_SENTENCE.has(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

/** A text whose web addresses are links. */
export function LinkedText({ text }: { text: string }) {
  const parts = [];
  let read = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    parts.push(
      text.slice(read, index),
      <a href={address} target="_blank" rel="noreferrer nofollow">
        {address}
      </a>,
    );
    read = index + address.length;
  }
  return (
    <>
      {parts}
      {text.slice(read)}
    </>
  );
}
