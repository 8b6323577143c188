import { foldText } from './fold-text.ts';
import { type CutKind, type Line, nextFilled } from './reply-line.ts';
import { CLOSINGS, FOOTER_KEY_CHARS, FOOTER_STARTS, LEGAL_WORDS } from './vocabulary.ts';

/** Lines of a signature that nothing but a ruler or a closing marks. */
const MAX_SIGNATURE_LINES = 12;
const MAX_SIGNATURE_CHARS = 80;
/** Lines that may stand below a signature mark or the beginning of a disclaimer. */
const MAX_TAIL_LINES = 25;
/** Words of a device footer without a device's name in it. */
const MAX_FOOTER_WORDS = 8;
const MAX_ADVERT_WORDS = 16;
const MAX_FOOTER_CHARS = 200;
/** Languages that put "sent" last. */
const SENT_LAST =
  /(?:^von .{3,60}gesendet|gonderildi|から送信(?:されました)?|에서 보냄|kuldve)[.!]?$/;

/** Names that stand in a footer and hardly elsewhere. */
const BRANDS =
  /iphon|ipad|ipod|\bios\b|android|samsung|galaxy|blackberry|outlook|windows|huawei|xiaomi|nokia|\bhtc\b|pixel|yahoo|gmail|proton|tuta|superhuman|mailspring|bluemail|mailbird|thunderbird|k-9|fairemail|typeapp|mailbox for|zoho|\bgmx\b|web\.de|airmail|aquamail|canary mail|sparrow|acompli|\bspark\b|\bhey\b|яндекс|mail[- ]app|邮箱|갤럭시|メール/;
/** Words that people also use in a sentence: they need "from" before them. */
const GENERIC =
  /smartphone|mobil|handy|tablet|telefon|телефон|phone|cellulare|celular|portable|手机|手機/;
/** The programs called just that. */
const MAIL_PROGRAM = /(?:^|\s)Mail(?:[\s.]|$)/;
/** "Sent by courier": said of the parcel, not of the mail. */
const SENT_BY =
  /^\S+ (?:via|with|using|by|on|con|tramite|per|mit|uber|avec|par|por|com|met|med|przez|pres|prin|putem|prek|με|через)\s/;
/** Adverts that stand alone, whatever the language: tracking marks, virus scanners. */
const ADVERT =
  /^(?:ᐧ|\[?cid:|www\.avast\.com|virus[- ]?free|avg\.com|.{0,40}(?:www\.avast|www\.avg)\.com|this email has been checked for viruses|yahoo mail: search)/;
/** RFC 3676 §4.3, its trailing blank lost by most clients; `__` stands above footers of mailing lists. */
const SIGNATURE_MARK = /^(?:--|__)$/;
/** "my", in the languages' footers: "Sent from my Wiko" needs no device that we know. */
const POSSESSIVE =
  /(?<!\p{L})(?:my|mio|mia|meinem|meiner|mon|ma|mi|meu|minha|mijn|mojego|mojej|min|mitt|meho|mojho|mojej|moje|mog|moj|моего|моей|мого|моєї|моя|minun)(?!\p{L})|我的|나의|내 |私の/u;
const RULE = /^(?:_{5,}|-{3,}|={4,}|\*{3,}|~{4,}|_ _+)$/;
const DASH_NAME = /^-{1,2} ?\p{L}[\p{L}.'-]{1,20}(?: \p{L}[\p{L}.'-]{0,20}){0,2}\.?$/u;

export interface SignatureOptions {
  readonly policy: 'light' | 'strip';
  readonly isWholeBody: boolean;
  readonly isBelowHistory: boolean;
}

export interface SignatureStart {
  readonly at: number;
  readonly kind: CutKind;
}

/**
 * Where the signature of one stretch of own lines begins; what follows it in the stretch belongs to it.
 * `light` takes what a delimiter or a device footer marks, `strip` typed closings and names, too.
 */
export function findSignature(
  lines: readonly Line[],
  options: SignatureOptions,
): SignatureStart | undefined {
  for (const [at, line] of lines.entries()) {
    if (line.body === '') continue;
    const kind = judgeStart(lines, at, line.body, options);
    if (kind === undefined) continue;
    // a body that is nothing but a signature is kept: there is nothing else to show (S12)
    if (kind === 'signature' && options.isWholeBody && isFirstFilled(lines, at)) return undefined;
    return { at, kind };
  }
  return undefined;
}

function isFirstFilled(lines: readonly Line[], at: number): boolean {
  return lines.findIndex((line) => line.body !== '') === at;
}

function judgeStart(
  lines: readonly Line[],
  at: number,
  body: string,
  options: SignatureOptions,
): CutKind | undefined {
  if (SIGNATURE_MARK.test(body) && isTail(lines, at)) return 'signature';
  if (isDeviceFooter(body)) return 'device-footer';
  if (body.length > MAX_SIGNATURE_CHARS) return isDisclaimer(lines, at) ? 'disclaimer' : undefined;
  const { policy } = options;
  const isTyped = policy === 'strip' && isClosing(body) && !isFirstFilled(lines, at);
  if ((isTyped || isFooterRule(lines, at, body, options)) && isShortTail(lines, at))
    return 'signature';
  if (DASH_NAME.test(body) && isLastFilled(lines, at) && isAlone(lines, at, policy))
    return 'signature';
  return isDisclaimer(lines, at) ? 'disclaimer' : undefined;
}

function isFooterRule(
  lines: readonly Line[],
  at: number,
  body: string,
  options: SignatureOptions,
): boolean {
  if (!RULE.test(body)) return false;
  if (options.policy === 'strip' || body.startsWith('_____')) return true;
  return options.isBelowHistory && isFirstFilled(lines, at);
}

/** "Sent from my iPhone", in any language, on a line of its own. */
export function isDeviceFooter(body: string): boolean {
  if (body.length > MAX_FOOTER_CHARS) return false;
  const folded = foldText(body).replace(/^[\s*_[("'<-]+/, '');
  if (ADVERT.test(folded)) return true;
  const key = folded.slice(0, FOOTER_KEY_CHARS);
  const isStart = FOOTER_STARTS.get(key)?.some((words) => folded.startsWith(words)) ?? false;
  if (!isStart && !SENT_LAST.test(folded)) return false;
  const plain = folded.replace(/[<[(]?(?:https?:|www\.)\S+/g, '').trim();
  const words = plain.split(' ').filter(Boolean);
  if (words.length > MAX_ADVERT_WORDS || /[?]|[.!] \S/.test(plain)) return false;
  if (BRANDS.test(words.slice(0, MAX_FOOTER_WORDS).join(' '))) return true;
  if (words.length > MAX_FOOTER_WORDS || /[,;]/.test(plain) || SENT_BY.test(plain)) return false;
  return POSSESSIVE.test(plain) || GENERIC.test(plain) || MAIL_PROGRAM.test(body);
}

/** Little enough follows to be a signature with its disclaimer, or further paragraphs of one. */
function isTail(lines: readonly Line[], at: number): boolean {
  let filled = 0;
  for (let index = at + 1; index < lines.length && filled <= MAX_TAIL_LINES; index++) {
    if (lines[index]?.body !== '') filled++;
  }
  return filled <= MAX_TAIL_LINES;
}

/** The rest of the stretch is a few short lines, as names and numbers are. */
function isShortTail(lines: readonly Line[], at: number): boolean {
  let filled = 0;
  for (let index = at + 1; index < lines.length; index++) {
    const body = lines[index]?.body ?? '';
    if (body === '') continue;
    if (++filled > MAX_SIGNATURE_LINES || body.length > MAX_SIGNATURE_CHARS || body.endsWith('?'))
      return false;
  }
  return true;
}

function isLastFilled(lines: readonly Line[], at: number): boolean {
  return nextFilled(lines, at + 1) === lines.length;
}

/** `-Name`, and not the last item of a list. */
function isAlone(lines: readonly Line[], at: number, policy: 'light' | 'strip'): boolean {
  const above = lines[at - 1]?.body;
  if (above === undefined || isFirstFilled(lines, at)) return false;
  if (policy === 'light' && (above !== '' || !/^--?\p{Lu}/u.test(lines[at]?.body ?? '')))
    return false;
  return !lines.slice(0, at).some((line) => /^[-*•] ?\S/.test(line.body));
}

function isClosing(body: string): boolean {
  const folded = foldText(body)
    .replace(/[\s,.!;*_~-]+$/, '')
    .replace(/^[\s*_~-]+/, '');
  return CLOSINGS.has(folded);
}

/** A paragraph at the end that speaks as only lawyers do. */
function isDisclaimer(lines: readonly Line[], at: number): boolean {
  if (at === 0 || lines[at - 1]?.body !== '' || !isTail(lines, at)) return false;
  const paragraph: string[] = [];
  for (const line of lines.slice(at, at + MAX_SIGNATURE_LINES)) {
    if (line.body === '') break;
    paragraph.push(line.body);
  }
  const text = foldText(paragraph.join(' ').slice(0, 2000));
  if (text.length < 100) return false;
  return LEGAL_WORDS.filter((word) => text.includes(word)).length >= 3;
}
