import { headerValues } from '../header-fields.ts';
import type { HeaderField, Message, Verdicts } from '../message.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { coversReading, readSignedHeaders } from './dkim-signatures.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';

/** The instance of an ARC set. */
const INSTANCE = /^\s*i\s*=\s*(\d{1,2})\s*;/;

/**
 * What a trusted forwarder found out when the mail reached it (RFC 8617). `sealers` are the domains of a valid chain of ARC seals, oldest
 * first. The newest must be `trusted`, because whoever sealed last may have changed everything before. Of the trusted ones without a
 * stranger after them, the oldest counts: it saw the mail as its author sent it. Undefined when none is trusted, or its words can be read
 * in two ways (S3). Recipients may resend the sealed mail with other values in unsealed fields; `sealedHeaders` are the fields in the
 * newest seal's message signature, and From must be among them, and what says how the mail is to be read.
 */
export function readSealedVerdicts(
  message: Pick<Message, 'headerFields' | 'decidingFields'>,
  sealers: string[],
  trusted: readonly string[],
): Verdicts | undefined {
  const { headerFields } = message;
  const oldest = sealers.findLastIndex((domain) => !trusted.includes(domain)) + 1;
  if (oldest >= sealers.length) return undefined;
  const results = headerValues({ headerFields }, 'arc-authentication-results')
    .filter((value) => Number(INSTANCE.exec(value)?.[1]) === oldest + 1)
    .map((value) => parseAuthenticationResults(value.replace(INSTANCE, '')));
  const [only, ...others] = results;
  if (!only?.isUnequivocal || !only.isOrderly || others.length > 0) return undefined;
  const sealedHeaders = readSealedHeaders(headerFields, sealers.length);
  if (!coversReading(sealedHeaders, message)) return undefined;
  return { ...readReportedVerdicts(only, headerFields), sealedHeaders };
}

/** The fields that the newest ARC-Message-Signature covers; none when two claim to be the newest. */
function readSealedHeaders(headerFields: HeaderField[], newest: number): string[] {
  const [signature, ...others] = headerValues({ headerFields }, 'arc-message-signature').filter(
    (value) => Number(INSTANCE.exec(value)?.[1]) === newest,
  );
  return signature === undefined || others.length > 0 ? [] : readSignedHeaders(signature);
}
