import { cutText } from '../../mail/clean-text.ts';
import { readHeaderFields } from '../../mail/header-fields.ts';
import { readMessageFields } from '../../mail/read-message-fields.ts';

const MAX_SHOWN_SUBJECT_CHARACTERS = 200;

/** The first field of this name in a raw header, unfolded; undefined: there is none. Takes linear time. */
function findField(header: string, name: string): string | undefined {
  const start = `\r\n${header}`.toLowerCase().indexOf(`\r\n${name}:`);
  if (start < 0) return undefined;
  const rest = header.slice(start + name.length + 1);
  const end = rest.search(/\r?\n(?![ \t])/);
  return (end < 0 ? rest : rest.slice(0, end)).replace(/\r?\n/g, ' ').trim();
}

function parseDate(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/**
 * When a mail was written (RFC 5322 §3.6.1), epoch milliseconds. Without a readable Date, when the last server received it; undefined: the
 * header has neither.
 */
export function readMailDate(header: Buffer): number | undefined {
  const text = header.toString('latin1');
  const received = findField(text, 'received');
  return (
    parseDate(findField(text, 'date')) ??
    parseDate(received?.slice(received.lastIndexOf(';') + 1).trim())
  );
}

/** The part of a header that a rehearsal shows. */
export function previewHeader(header: Buffer): { from: string; subject?: string; date?: string } {
  const { from, subject } = readMessageFields(readHeaderFields(header));
  const writtenAt = parseDate(findField(header.toString('latin1'), 'date'));
  return {
    from: from[0]?.address ?? '',
    ...(subject !== '' && { subject: cutText(subject, MAX_SHOWN_SUBJECT_CHARACTERS) }),
    ...(writtenAt !== undefined && { date: new Date(writtenAt).toISOString() }),
  };
}
