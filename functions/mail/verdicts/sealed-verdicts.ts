import { headerValues } from '../header-fields.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { namesAll, readSignedHeaders } from './dkim-signatures.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';

/** What the ARC set with this number says of SPF, DKIM and DMARC. */
const INSTANCE = /^\s*i\s*=\s*(\d{1,2})\s*;/;

/**
 * What a forwarder that we trust found out when the mail came to it (RFC 8617). `sealers` are the domains that sealed the mail, oldest first,
 * in a chain that holds. The newest must be one of `trusted`, for whoever sealed last may have changed all before; of those without a
 * stranger in between the oldest has the word, because it saw the mail as its author sent it. Undefined: none is trusted, or its words can
 * be read in two ways (S3). Whoever got the sealed mail may send it on, with other fields than those that the newest seal's message signature
 * names: they are `sealedHeaders`, and From must be among them.
 */
export function readSealedVerdicts(
  headerFields: HeaderField[],
  sealers: string[],
  trusted: readonly string[],
): Verdicts | undefined {
  const oldest = sealers.findLastIndex((domain) => !trusted.includes(domain)) + 1;
  if (oldest >= sealers.length) return undefined;
  const results = headerValues({ headerFields }, 'arc-authentication-results')
    .filter((value) => Number(INSTANCE.exec(value)?.[1]) === oldest + 1)
    .map((value) => parseAuthenticationResults(value.replace(INSTANCE, '')));
  const [only, ...others] = results;
  if (!only?.isUnequivocal || !only.isOrderly || others.length > 0) return undefined;
  const sealedHeaders = readSealedHeaders(headerFields, sealers.length);
  if (!namesAll(sealedHeaders, headerFields, 'from')) return undefined;
  return { ...readReportedVerdicts(only, headerFields), sealedHeaders };
}

/** What the newest ARC-Message-Signature covers; nothing where two claim to be it. */
function readSealedHeaders(headerFields: HeaderField[], newest: number): string[] {
  const [signature, ...others] = headerValues({ headerFields }, 'arc-message-signature').filter(
    (value) => Number(INSTANCE.exec(value)?.[1]) === newest,
  );
  return signature === undefined || others.length > 0 ? [] : readSignedHeaders(signature);
}
