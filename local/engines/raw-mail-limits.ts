import { ServiceError } from './service-error.ts';

/** Octets with CRLF: SES's limit (API_RawMessage) is that of RFC 5321 §4.5.3.1.6. */
const MAX_LINE_BYTES = 1_000;
const MAX_MIME_PARTS = 500;
/** RFC 5321 §4.5.3.1. SES accepts only ASCII addresses (no SMTPUTF8). */
const ADDRESS = /^(?:"[ -~]{1,62}"|[!-?A-~]{1,64})@[A-Za-z0-9.-]{1,255}$/;
/** RFC 5322 §2.2. */
const FIELD_NAME = /^[!-9;-~]+$/;

const DISPOSITION = /^Content-Disposition:.*(?:\r?\n[\t ].*)*/gim;
/** The commonest of the files that SES refuses ("Unsupported attachment types" in its guide). */
const REFUSED_FILE =
  /\.(?:bat|cer|cmd|com|cpl|crt|exe|hta|js|lnk|mdb|msi|ps1|reg|scr|tmp|url|vbs|wsf)$/i;
/** Whole, or a piece of it (RFC 2231 §3). */
const FILENAME = /filename(?:\*\d*\*?)?="?([^";\r\n]*)/gi;

const refuse = (message: string): never => {
  throw new ServiceError('InvalidParameterValue', message);
};

/** Refuses what SES would not send because of its header, lines, parts, files or recipients. `raw`: one character per octet. */
export function requireSendable(raw: string, recipients: readonly string[]): void {
  const lines = raw.split(/\r?\n/);
  const long = lines.findIndex((line) => line.length + 2 > MAX_LINE_BYTES);
  if (long >= 0) refuse(`Line ${long + 1} is longer than ${MAX_LINE_BYTES} octets.`);
  requireHeader(lines.slice(0, lines.indexOf('')));
  const parts = lines.filter((line) => /^Content-Type:/i.test(line)).length;
  if (parts > MAX_MIME_PARTS) refuse(`More than ${MAX_MIME_PARTS} MIME parts.`);
  for (const [disposition] of raw.matchAll(DISPOSITION)) {
    const filename = [...disposition.matchAll(FILENAME)].map(([, piece]) => piece).join('');
    if (REFUSED_FILE.test(filename)) refuse(`Illegal filename '${filename}'.`);
  }
  for (const recipient of recipients) {
    if (!ADDRESS.test(recipient)) refuse(`Illegal address '${recipient}'.`);
  }
}

function requireHeader(lines: string[]): void {
  const seen = new Set<string>();
  for (const line of lines) {
    if (/[^\t -~]/.test(line)) refuse('A header field holds what is not ASCII.');
    if (/^[\t ]/.test(line)) {
      if (line.trim() === '') refuse('A header field is folded into an empty line.');
      continue;
    }
    const name = line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase();
    if (name === '') refuse('Empty header names are illegal.');
    if (!FIELD_NAME.test(name)) refuse(`Illegal header '${name}'.`);
    if (seen.has(name)) refuse(`Duplicate header '${name}'.`);
    seen.add(name);
  }
}
