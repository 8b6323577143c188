import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import type { HeaderField } from './header-block.ts';

const CHECKS = ['spf', 'dkim', 'dmarc', 'spam', 'virus'] as const;
type Check = (typeof CHECKS)[number];

/** What SES found: PASS, FAIL, GRAY, PROCESSING_FAILED, or NONE. */
export type Verdicts = Record<Check, string> & {
  /** Domain of the signature: the From domain, unless the header names another. */
  dkimDomain: string;
  /** Fields that the signature covers (h=), in order. */
  dkimHeaders: string[];
};

export const VERDICTS_HEADER = 'x-local-verdicts';
const MAX_WORDS = 20;
/** Fields that most senders sign, Reply-To included (S4). */
const SIGNED_HEADERS = 'From To Cc Subject Date Reply-To In-Reply-To References'.split(' ');

/**
 * Reads `X-Local-Verdicts: spf=FAIL dkim=PASS dkim-domain=other.example dkim-headers=from:date …`. Verdicts that are not named are PASS.
 */
export function readVerdicts(fields: readonly HeaderField[]): Verdicts {
  const verdicts: Verdicts = {
    spf: 'PASS',
    dkim: 'PASS',
    dmarc: 'PASS',
    spam: 'PASS',
    virus: 'PASS',
    dkimDomain: fromDomain(fields),
    dkimHeaders: SIGNED_HEADERS,
  };
  const given = fields.find(({ name }) => name.toLowerCase() === VERDICTS_HEADER)?.value ?? '';
  for (const word of given.split(/[\s;,]+/).slice(0, MAX_WORDS)) {
    const [name = '', value = ''] = word.split('=', 2);
    const check = CHECKS.find((each) => each === name.toLowerCase());
    if (check && /^[A-Za-z_]{1,20}$/.test(value)) verdicts[check] = value.toUpperCase();
    if (name.toLowerCase() === 'dkim-domain' && /^[\w.-]{1,253}$/.test(value))
      verdicts.dkimDomain = value.toLowerCase();
    if (name.toLowerCase() === 'dkim-headers' && /^[\w:-]{1,500}$/.test(value))
      verdicts.dkimHeaders = value.split(':').filter(Boolean);
  }
  return verdicts;
}

/** The domain of the From address, octets as characters: SES would judge DMARC for it. */
export function fromDomain(fields: readonly HeaderField[]): string {
  const from = fields.find(({ name }) => name.toLowerCase() === 'from')?.value ?? '';
  // a domain in raw UTF-8 (RFC 6532) is judged by its ASCII form
  const text = Buffer.from(from, 'latin1').toString();
  const address = addressparser(text, { flatten: true }).at(-1)?.address ?? '';
  const written = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const domain = domainToASCII(written) || written;
  return /^[^\s;()]{1,253}$/.test(domain) ? domain : 'unknown.invalid';
}

const RESULT_WORDS: Record<string, string> = {
  PASS: 'pass',
  FAIL: 'fail',
  GRAY: 'neutral',
  NONE: 'none',
  PROCESSING_FAILED: 'temperror',
};

/** The word of an Authentication-Results header (RFC 8601 §2.7). */
export const resultWord = (verdict: string): string =>
  RESULT_WORDS[verdict] ?? verdict.toLowerCase();
