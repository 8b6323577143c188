import { foldLines } from '../lines/fold-lines.ts';
import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, isQuoted, type Line, nextFilled } from '../reply-line.ts';
import {
  ABOUT_MAIL,
  BEWARE,
  CLICK,
  isClassification,
  isGatewayRuler,
  OUTSIDE,
  RARE_SENDER,
  THIS,
} from './gateway-words.ts';
import { hasOwnVoice } from './own-voice.ts';

/** Longest banner, in lines and UTF-16 units. Longer text is somebody's own. */
const MAX_BANNER_LINES = 12;
const MAX_BANNER_CHARS = 900;
const MAX_BANNERS = 6;

/** Longest banner of only such a name, in words. */
const MAX_TAG_WORDS = 4;
/** Longest title above the rest of a banner, in words: "Courriel externe :". */
const MAX_TITLE_WORDS = 3;
/** Longest banner that neither speaks of "this mail" nor of links, in words: "ACHTUNG: Externe E-Mail von außerhalb". */
const MAX_BARE_WORDS = 6;
/** Before "external": "Email from external sender". */
const MAX_LEAD_CHARS = 12;
const ARTICLE = /^(?:the|die|der|la|le|el|il|o|de) /;
const EXTERNAL = /^\W{0,6}extern\w{0,4}/;
const ENDS_SENTENCE = /[.!。！]$/;

/** Marks around Proofpoint's banner. They show in text and are hidden in HTML. */
const PROOFPOINT_START = /ZjQcmQRYFpfptBannerStart/;
const PROOFPOINT_END = /ZjQcmQRYFpfptBannerEnd/;
/** Outlook's link in its notes about senders, the same in every language. */
const LEARN_LINK = /aka\.ms\/learnaboutsenderidentification/;
const LEARN = /^(?:learn|find out) (?:more|why)|important/;
const MAX_PROOFPOINT_LINES = 40;
/** `[EXTERNAL]`, `*** EXTERNAL EMAIL ***` or `【外部メール】` on a line of its own: such words alone, one of which says "external". */
const TAG_WORD =
  /(?:caution|warning|use|source|e-?mail|mail|sender|message|nachricht|absender|afzender|mittente|courriel|expediteur|correo|remitente|remetente|external|estern[ao]|extern[aeo]?|zewnetrzn[ya]|ekstern|外部|社外|外|メール|邮件|郵件|외부|메일) ?(?:[-:] )?/
    .source;
const TAG = foldPattern(
  new RegExp(
    `^[[({*<!|【\\s-]{1,8}(?=.{0,40}(?:extern|estern|zewnetrzn|外|외부))(?:${TAG_WORD}){1,5}[\\])}*>!|】:\\s-]{1,8}$`,
  ),
);
/**
 * How many lines at the top a mail gateway added ("CAUTION: external sender", Proofpoint's banner,
 * Outlook's "You don't often get email from"). Counts whole paragraphs above the person's words.
 */
export function countBannerLines(lines: readonly Line[]): number {
  let end = 0;
  for (let count = 0; count < MAX_BANNERS; count++) {
    const top = nextFilled(lines, end);
    const last = bannerEnd(lines, top);
    if (last === undefined || lines.slice(top, last + 1).some(isQuoted)) break;
    end = last + 1;
  }
  return end;
}

/** Last line of the banner that begins at `first`, with the ruler below it; undefined when none begins there. */
function bannerEnd(lines: readonly Line[], first: number): number | undefined {
  if (PROOFPOINT_START.test(lines[first]?.body ?? '')) return proofpointEnd(lines, first);
  const from = isGatewayRuler(lines[first]?.body ?? '') ? nextFilled(lines, first + 1) : first;
  const end = bannerParagraphEnd(lines, from, paragraphEnd(lines, from));
  if (end === undefined) return undefined;
  const below = nextFilled(lines, end + 1);
  return isGatewayRuler(lines[below]?.body ?? '') ? below : end;
}

/** Last line of the banner in a paragraph. HTML without margins runs the banner and the person's words together. */
function bannerParagraphEnd(
  lines: readonly Line[],
  first: number,
  last: number,
): number | undefined {
  if (isClassification(lines[first]?.body ?? '')) return first;
  // nearly no mail has a banner; its first paragraph tells
  if (!mayHoldBanner(foldLines(lines, first, last, MAX_BANNER_CHARS))) return undefined;
  if (!mayOpen(foldText(lines[first]?.body ?? ''))) return undefined;
  const told = whereTold(lines, first, last);
  if (told === undefined) return undefined;
  let end = told;
  while (end < last && !endsHere(lines, end)) end++;
  // if that were the whole mail, the rest of the paragraph must also read like a banner
  const isAll = nextFilled(lines, end + 1) === lines.length;
  return isAll && !speaksOfMail(lines, told + 1, end) ? told : end;
}

/** The line by which these lines are a banner. "The external mail was empty." is none, whatever the next line says. */
function whereTold(lines: readonly Line[], first: number, last: number): number | undefined {
  for (let at = first; at <= last; at++) {
    const text = foldLines(lines, first, at, MAX_BANNER_CHARS);
    if (isBanner(text)) return at;
    if (OUTSIDE.test(text) && ENDS_SENTENCE.test(text) && !speaksOfItself(text)) return undefined;
  }
  return undefined;
}

/** The sentence ends here, and the next line is about something else. */
function endsHere(lines: readonly Line[], at: number): boolean {
  const line = lines[at] as Line;
  const next = lines[at + 1]?.body ?? '';
  if (isGatewayRuler(line.body)) return true;
  if (!line.isHtml && !ENDS_SENTENCE.test(line.body) && !/[\]*>]$/.test(line.body)) return false;
  const folded = foldText(next);
  return ![OUTSIDE, CLICK].some((sign) => sign.test(folded));
}

function speaksOfMail(lines: readonly Line[], first: number, last: number): boolean {
  const text = foldLines(lines, first, last, MAX_BANNER_CHARS);
  return [OUTSIDE, CLICK, LEARN_LINK, LEARN].some((sign) => sign.test(text));
}

function proofpointEnd(lines: readonly Line[], first: number): number | undefined {
  const within = lines.slice(first, first + MAX_PROOFPOINT_LINES);
  const end = within.findIndex(({ body }) => PROOFPOINT_END.test(body));
  return end < 0 ? undefined : first + end;
}

const mayHoldBanner = (text: string): boolean =>
  /^[[({*<!|【]/.test(text) || text.includes('@') || LEARN_LINK.test(text) || OUTSIDE.test(text);

/** "Mittente esterno:" above the rest of a banner. */
const isTitle = (line: string): boolean =>
  line.search(OUTSIDE) === 0 && line.split(' ', MAX_TITLE_WORDS + 1).length <= MAX_TITLE_WORDS;

/** "Your external mails look like this:" above a banner in the same paragraph is somebody's own line. */
const mayOpen = (line: string): boolean =>
  BEWARE.test(line) ||
  isTitle(line) ||
  (!endsWithColon(line) &&
    (mayHoldBanner(line) || [CLICK, RARE_SENDER, THIS].some((sign) => sign.test(line))));

function isBanner(text: string): boolean {
  if (text.length > MAX_BANNER_CHARS || text.endsWith('?')) return false;
  if (TAG.test(text) || (text.includes('@') && RARE_SENDER.test(text))) return true;
  if (LEARN_LINK.test(text)) return true;
  if (!OUTSIDE.test(text) || !ABOUT_MAIL.test(text) || hasOwnVoice(text)) return false;
  if (BEWARE.test(text) && !saysOnlyExternal(text) && !isSentence(text)) return true;
  return CLICK.test(text) && (BEWARE.test(text) || speaksOfItself(text));
}

/** "Please do not open the external mail" and "The external mail was opened with care" are somebody's own: neither is about the mail itself. */
const speaksOfItself = (text: string): boolean =>
  THIS.test(text) || (text.search(OUTSIDE) < MAX_LEAD_CHARS && !ARTICLE.test(text));

/**
 * "External sender" is both signs at once. At the top of a longer sentence it may be the person's own
 * ("External mails do not arrive here."), unless the rest says once more that the mail came from outside.
 */
function saysOnlyExternal(text: string): boolean {
  if (OUTSIDE.test(text.replace(EXTERNAL, ''))) return false;
  return text.split(' ', MAX_TAG_WORDS + 1).length > MAX_TAG_WORDS;
}

/** "Warning: your external mail server is down." does not speak of the mail that it stands in. */
const isSentence = (text: string): boolean =>
  !THIS.test(text) &&
  /^\p{L}/u.test(text) &&
  text.split(' ', MAX_BARE_WORDS + 1).length > MAX_BARE_WORDS;

function paragraphEnd(lines: readonly Line[], first: number): number {
  let last = first;
  while (
    last + 1 < lines.length &&
    last + 1 < first + MAX_BANNER_LINES &&
    lines[last + 1]?.body !== ''
  )
    last++;
  return last;
}
