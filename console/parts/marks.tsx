import type { ComponentChildren } from 'preact';
import { useSpeech } from '../texts/language.tsx';
import { initialsOf } from './initials-of.ts';

/** A short label with a tone: good, warn, bad or calm. */
export function Badge({ tone = 'calm', children }: { tone?: string; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

const HUES = 6;

/** Initials on a colour that depends on the name. Decoration only: the name stands beside it. */
export function Avatar({ name, kind }: { name: string; kind?: string }) {
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;
  return (
    <span class={`avatar hue-${hue} ${kind ?? ''}`} aria-hidden="true">
      {initialsOf(name) || '?'}
    </span>
  );
}

const DAY_MS = 86_400_000;

/** The time, or the date if it is another day. */
export function Time({ at }: { at: string }) {
  const { locale } = useSpeech();
  const date = new Date(at);
  const isToday = new Date().toDateString() === date.toDateString();
  const isRecent = Date.now() - date.getTime() < 300 * DAY_MS;
  const text = isToday
    ? date.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' })
    : date.toLocaleDateString(locale, {
        day: 'numeric',
        month: 'short',
        ...(isRecent ? {} : { year: 'numeric' }),
      });
  return (
    <time dateTime={at} title={date.toLocaleString(locale)}>
      {text}
    </time>
  );
}

/** Day, time and time zone: for details, which may be read on another day or told to somebody elsewhere. */
export function Moment({ at }: { at: string }) {
  const { locale } = useSpeech();
  const text = new Date(at).toLocaleString(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return <time dateTime={at}>{text}</time>;
}

export function Empty({
  icon,
  title,
  children,
}: {
  icon?: ComponentChildren;
  title: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      {icon}
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** `"1.5 kB"` in the reader's language. */
export function Size({ octets }: { octets: number }) {
  const { language } = useSpeech();
  return <span class="muted">{sizeOf(octets, language)}</span>;
}

export function sizeOf(octets: number, language: string): string {
  const step = octets < 1000 ? 0 : octets < 1_000_000 ? 1 : 2;
  const value = octets / 1000 ** step;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step],
    // English has "70 byte" in short
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
