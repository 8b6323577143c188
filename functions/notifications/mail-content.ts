import type { Texts } from '../texts/built-in-texts.ts';

/** What a mail shows, before it becomes text and HTML. Every string is plain text. */
export interface MailContent {
  locale: string;
  texts: Texts;
  /** First line of the mail; undefined while the setting is off (R19). */
  delimiter?: string;
  /** The team's name, as in From. */
  senderName: string;
  /** IANA name of the zone that times are shown in: `Europe/Rome`. */
  timeZone: string;
  /** https address of this conversation in the team's chat. */
  chatUrl?: string;
  logo?: Logo;
  /** The new messages, in the order they were written. */
  messages: ShownMessage[];
  /** Earlier messages, newest first. */
  history: ShownMessage[];
  isToStaff: boolean;
}

/** The only picture of a mail: the team's own, inside the mail or at the address that the team gave. */
export type Logo = { kind: 'inside'; octets: Buffer } | { kind: 'url'; url: string };

export interface ShownMessage {
  author: string;
  isOfStaff: boolean;
  /** RFC 3339 UTC. */
  at: string;
  text: string;
  /** Typed into the chat, where bold, lists, code and links are written as Markdown. */
  isMarkdown: boolean;
  isCut: boolean;
  /** What the reader must know about the author (S3), and of files that nobody may have yet (S14). */
  marks: ('unverified' | 'isGuest' | 'attachmentsHeld')[];
  files: ShownFile[];
}

export interface ShownFile {
  filename: string;
  /** Octets. */
  size: number;
  state: 'attached' | 'linked' | 'unavailable';
  /** Of a linked file. */
  url?: string;
}

/** `"12 kB"`, in the reader's language; a tenth of a kilobyte at least. */
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

/** `"3 Nov 2026, 11:01 CET"`, in the reader's language; English for readers all over the world, so not in the American order. */
export const formatTime = (at: string, locale: string, timeZone: string): string =>
  timeFormatOf(locale, timeZone).format(new Date(at));

/** Of each language and time zone: to make one costs as much as to write half a mail. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();
/** More than the recipients of one team have; a warm function holds no more. */
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
