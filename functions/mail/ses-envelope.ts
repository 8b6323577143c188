import { normaliseAddress } from './addresses.ts';
import { headerValues } from './header-fields.ts';
import type { Envelope, HeaderField } from './message.ts';
import { readTraceFields } from './verdicts/trace-fields.ts';

/**
 * The envelope as SES wrote it on top of the mail: Return-Path, and the recipient in `Received: … for <recipient>; date` (RFC 5321 §4.4).
 */
export function readSesEnvelope(headerFields: HeaderField[]): Envelope {
  const top = { headerFields: readTraceFields(headerFields) };
  const returnPath = headerValues(top, 'return-path')[0];
  const received = headerValues(top, 'received')[0]?.replace(/\([^()]*\)/g, ' ') ?? '';
  const recipient = normaliseAddress(
    /\sfor\s+<?([^\s<>;]{1,254})>?\s*;/i.exec(received)?.[1] ?? '',
  );
  return {
    ...(returnPath !== undefined && {
      reversePath: returnPath.replace(/^<|>$/g, '').toLowerCase(),
    }),
    forwardPaths: recipient === undefined ? [] : [recipient],
  };
}
