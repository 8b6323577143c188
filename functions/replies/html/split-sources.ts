import { cleanLine } from '../lines/fold-text.ts';
import type { Line, Source } from '../reply-line.ts';

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});?/iy;
/** Entities that a line shows as a blank, or not at all. */
const BLANK_ENTITY =
  /^&(?:nbsp|ensp|emsp|thinsp|zwn?j|lrm|rlm|shy|#160|#xa0|#8203|#x200b)(?![a-z\d])/i;

/**
 * Where the pieces of a line stand in the HTML, when it is split at these offsets of its text. Both are read side by side,
 * because the text has one blank for several, and numbers of lists and targets of links that no text of the HTML shows.
 */
export function splitSources(html: string, line: Line, offsets: readonly number[]): Source[][] {
  const { sources = [] } = line;
  const edges = [-Infinity, ...placesOf(html, line, offsets), Infinity];
  return edges.slice(1).map((to, index) => clip(sources, edges[index] ?? 0, to));
}

const clip = (sources: readonly Source[], from: number, to: number): Source[] =>
  sources
    .map((source) => ({ from: Math.max(source.from, from), to: Math.min(source.to, to) }))
    .filter((source) => source.from < source.to);

/** Offsets in the HTML of these offsets in the text, ascending. Infinity where they are not found: then the line stays whole. */
function placesOf(html: string, line: Line, offsets: readonly number[]): number[] {
  const places: number[] = [];
  let at = 0;
  for (const { place, shown } of charactersOf(html, line.sources ?? [])) {
    if (places.length === offsets.length) break;
    const found = indexOfShown(line.text, shown, at);
    if (found === undefined) break;
    at = found;
    while (places.length < offsets.length && at >= (offsets[places.length] as number))
      places.push(place);
    at += shown?.length ?? 1;
  }
  return offsets.map((_, index) => places[index] ?? Number.POSITIVE_INFINITY);
}

/** The next place of a character; of one that an entity stands for, the next character that is not blank. */
function indexOfShown(text: string, shown: string | undefined, from: number): number | undefined {
  const at = shown === undefined ? from + text.slice(from).search(/\S/) : text.indexOf(shown, from);
  return at < from ? undefined : at;
}

interface Character {
  readonly place: number;
  /** Undefined for an entity, which stands for any character. */
  readonly shown: string | undefined;
}

/** The characters that the sources show, without blanks and pictures. */
function* charactersOf(html: string, sources: readonly Source[]): Generator<Character> {
  for (const { from, to } of sources) {
    if (html.startsWith('<img', from)) continue;
    for (let place = from; place < to; ) {
      const entity = entityAt(html, place);
      const written = entity ?? (html[place] as string);
      if (!isBlank(written)) yield { place, shown: entity === undefined ? written : undefined };
      place += written.length;
    }
  }
}

const isBlank = (written: string): boolean =>
  BLANK_ENTITY.test(written) || cleanLine(written).trim() === '';

function entityAt(html: string, place: number): string | undefined {
  if (html[place] !== '&') return undefined;
  ENTITY.lastIndex = place;
  return ENTITY.exec(html)?.[0];
}
