import type { Texts } from '../texts/built-in-texts.ts';

/** What a mail shows, before it is rendered as text and HTML. Every string is plain text. */
export interface MailContent {
  locale: string;
  texts: Texts;
  /** First line of the mail. Undefined when the setting is off (R19). */
  delimiter?: string;
  /** The team's name, as in From. */
  senderName: string;
  /** IANA time zone in which times are shown: `Europe/Rome`. */
  timeZone: string;
  /** https address of this conversation in the team's chat. */
  chatUrl?: string;
  logo?: Logo;
  /** The new messages, oldest first. */
  messages: ShownMessage[];
  /** Earlier messages, newest first. */
  history: ShownMessage[];
  isToStaff: boolean;
}

/** The only picture of a mail: the team's logo, attached or at the team's URL. */
export type Logo = { kind: 'inside'; octets: Buffer } | { kind: 'url'; url: string };

export interface ShownMessage {
  author: string;
  isOfStaff: boolean;
  /** RFC 3339 UTC. */
  at: string;
  text: string;
  /** Typed into the chat, so bold, lists, code and links are Markdown. */
  isMarkdown: boolean;
  isCut: boolean;
  /** Warnings about the author (S3), or about files that are still held (S14). */
  marks: ('unverified' | 'isGuest' | 'attachmentsHeld')[];
  files: ShownFile[];
}

export interface ShownFile {
  filename: string;
  /** Octets. */
  size: number;
  state: 'attached' | 'linked' | 'unavailable';
  /** Set for a linked file. */
  url?: string;
}

/** The colon behind a word of ours: French sets it off with a blank. */
export const colonIn = (locale: string): string => (/^fr\b/i.test(locale) ? ' :' : ':');

/** `"12 kB"` in the reader's language, at least 0.1 kB. */
export function formatSize(octets: number, locale: string): string {
  const [value, unit] =
    octets < 1_000_000
      ? [Math.max(octets / 1_000, 0.1), 'kilobyte']
      : [octets / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** `"3 Nov 2026, 11:01 CET"` in the reader's language. English uses the British order, because its readers are all over the world. */
export const formatTime = (at: string, locale: string, timeZone: string): string =>
  timeFormatOf(locale, timeZone).format(new Date(at));

/** One format per language and time zone, because making one costs as much as half a mail. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();
/** More than one team's recipients need. A warm function keeps no more. */
const MAX_KEPT_FORMATS = 100;

function timeFormatOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const known = timeFormats.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  if (timeFormats.size >= MAX_KEPT_FORMATS) timeFormats.clear();
  timeFormats.set(name, format);
  return format;
}
