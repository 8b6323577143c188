import { foldLines } from '../lines/fold-lines.ts';
import { foldText } from '../lines/fold-text.ts';
import { filledAbove, isQuoted, type Line, type LineVerdicts } from '../reply-line.ts';
import {
  ABOUT_MAIL,
  DETAIL,
  isGatewayRuler,
  OWN_SCANNER,
  SCANNER_NAME,
  SCANNER_START,
  VIRUS,
} from './gateway-words.ts';
import { hasOwnVoice } from './own-voice.ts';

/** Longest note of a scanner, in lines and UTF-16 units. Longer text is somebody's own. */
const MAX_NOTE_LINES = 12;
const MAX_NOTE_CHARS = 900;
const MAX_NOTES = 6;
const MAX_DETAIL_CHARS = 160;
const DETAILS = [DETAIL, SCANNER_NAME, VIRUS];

/** Cuts what virus scanners add at the very end: a sentence about the scan, versions and links, and the ruler above. */
export function cutScannerNotes(lines: readonly Line[], verdicts: LineVerdicts): void {
  for (let count = 0; count < MAX_NOTES; count++) {
    const last = lastOpen(lines, verdicts);
    const first = scannerStart(lines, verdicts, last);
    if (first === undefined) return;
    for (let at = first; at <= last; at++) verdicts[at] ??= 'gateway';
  }
}

const lastOpen = (lines: readonly Line[], verdicts: LineVerdicts): number =>
  lines.findLastIndex(({ body }, at) => body !== '' && verdicts[at] === undefined);

/** First line of the note that ends at `last`: its sentence, or the ruler above the sentence. */
function scannerStart(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  last: number,
): number | undefined {
  let filled = 0;
  for (let at = last; at >= 0 && filled < MAX_NOTE_LINES; at--) {
    const line = lines[at] as Line;
    if (line.body === '') continue;
    if (verdicts[at] !== undefined || isQuoted(line)) return undefined;
    filled++;
    const folded = foldText(line.body.slice(0, MAX_NOTE_CHARS));
    if (opensNote(folded) && saysScanner(foldLines(lines, at, last, MAX_NOTE_CHARS)))
      return withRuler(lines, verdicts, at);
    if (!isDetail(folded)) return undefined;
  }
  return undefined;
}

const opensNote = (folded: string): boolean => SCANNER_START.test(folded.replace(/^[-_=*\s]+/, ''));

/** It names the scanner, or speaks of the mail and of viruses: "No virus found." may be somebody's answer. */
const saysScanner = (note: string): boolean =>
  (SCANNER_NAME.test(note) || (VIRUS.test(note) && ABOUT_MAIL.test(note))) &&
  !OWN_SCANNER.test(note) &&
  !hasOwnVoice(note) &&
  !note.endsWith('?');

const isDetail = (folded: string): boolean =>
  isGatewayRuler(folded) ||
  (folded.length <= MAX_DETAIL_CHARS && DETAILS.some((words) => words.test(folded)));

function withRuler(lines: readonly Line[], verdicts: LineVerdicts, first: number): number {
  const above = filledAbove(lines, first);
  const body = lines[above]?.body ?? '';
  const hasRuler = verdicts[above] === undefined && (body === '--' || isGatewayRuler(body));
  return hasRuler ? above : first;
}
