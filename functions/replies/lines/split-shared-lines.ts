import { readFeatures } from '../heads/attribution-features.ts';
import { splitSources } from '../html/split-sources.ts';
import { endsWithWrote, STARTS_WITH_ON } from '../languages/vocabulary.ts';
import { endsWithColon, isAboveQuote, type Line, nextFilled } from '../reply-line.ts';
import { foldText } from './fold-text.ts';

/** Longest line that is searched, in UTF-16 units. */
const MAX_SHARED_CHARS = 400;
/** Shorter lines contain no attribution. */
const MIN_SHARED_CHARS = 20;
const BEGINNINGS = ['On', 'Il', 'Le', 'Am', 'El', 'Em', 'Op', 'Den', 'Dnia', 'Dne'];

/**
 * Splits lines that hold more than an attribution: clients put it behind the person's last
 * word (`thanks--- On Wed, … wrote:`) or put the quoted text behind it (Yahoo on Android).
 */
export function splitSharedLines(lines: readonly Line[], html = ''): readonly Line[] {
  if (!lines.some(mayBeShared)) return lines;
  const top = nextFilled(lines, 0);
  return lines.flatMap((line, index) => {
    if (!mayBeShared(line)) return [line];
    // no program does the latter in HTML
    const end = line.isHtml ? undefined : findEnd(line.text, top < index);
    if (end !== undefined) return splitLine(line, end, html);
    if (!endsWithColon(line.body) || line.body.length > MAX_SHARED_CHARS) return [line];
    if (!isAboveQuote(lines, index)) return [line];
    const at = findBeginning(line.text);
    return at === undefined ? [line] : splitLine(line, at, html);
  });
}

/** Cheap pre-check: an address, and a colon behind it. */
function mayBeShared({ depth, marked, body }: Line): boolean {
  if (depth > 0 || marked !== undefined || body.length < MIN_SHARED_CHARS) return false;
  const at = body.indexOf('@');
  return at >= 0 && (body.includes(':', at) || body.includes('：', at));
}

/** Offset of the quoted text behind a complete attribution and a gap. */
function findEnd(text: string, hasTextAbove: boolean): number | undefined {
  const gap = /[:：]([ \u00a0]{2,}|(?<=\p{L}[:：])[ \u00a0])\S/u.exec(
    text.slice(0, MAX_SHARED_CHARS),
  );
  if (gap === null) return undefined;
  const head = foldText(text.slice(0, gap.index));
  const { isComplete, isDated, hasAddress } = readFeatures(`${head}:`);
  if (!isComplete || !isDated || !hasAddress) return undefined;
  const blanks = gap[1] ?? '';
  // words in quotation marks are somebody's own citation
  if (/["“„«]/.test(gap[0].at(-1) ?? '')) return undefined;
  // after a single blank, the attribution must begin and end as attributions do, and stand below somebody's words
  if (blanks.length === 1 && !(hasTextAbove && STARTS_WITH_ON.test(head) && endsWithWrote(head)))
    return undefined;
  return gap.index + 1 + blanks.length;
}

/** Offset of a complete attribution that begins inside the line. */
function findBeginning(text: string): number | undefined {
  if (BEGINNINGS.some((word) => text.trimStart().startsWith(`${word} `))) return undefined;
  for (const word of BEGINNINGS) {
    const at = text.lastIndexOf(`${word} `);
    if (at < 1 || !/[\s-]/.test(text[at - 1] ?? '')) continue;
    const features = readFeatures(foldText(text.slice(at)));
    if (features.isComplete && features.isDated && features.hasAddress) return at;
  }
  return undefined;
}

function splitLine(line: Line, at: number, html: string): Line[] {
  const own = line.text.slice(0, at).replace(/[\s-]{1,20}$/, '');
  const rest = line.text.slice(at);
  const [above, below] = line.sources ? splitSources(html, line, [own.length]) : [];
  return [
    { ...line, text: own, body: own.trim(), ...(above && { sources: above }) },
    {
      ...line,
      text: rest,
      body: rest,
      at: line.at + at,
      continues: line.text.slice(own.length, at),
      ...(below && { sources: below }),
    },
  ];
}
