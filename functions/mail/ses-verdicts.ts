import { domainOf, normaliseAddress } from './addresses.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { headerValues } from './header-fields.ts';
import { type HeaderField, VERDICTS, type Verdict, type Verdicts } from './message.ts';
import { readDkimDomains, readReportedVerdicts } from './reported-verdicts.ts';
import { readTraceFields } from './trace-fields.ts';

export const SES_AUTHSERV_ID = 'amazonses.com';

type SesStatus = { status?: string };

/** The part of SES's notification that holds its verdicts (`receipt`). */
export interface SesReceipt {
  spfVerdict?: SesStatus;
  dkimVerdict?: SesStatus;
  dmarcVerdict?: SesStatus;
  spamVerdict?: SesStatus;
  virusVerdict?: SesStatus;
}

/**
 * SES's own verdicts from its notification (S3). The notification lacks the domains: that of SPF is the envelope's, those of DKIM stand in
 * the Authentication-Results that SES put on top of the mail.
 */
export function readSesVerdicts(
  receipt: SesReceipt,
  reversePath: string | undefined,
  headerFields: HeaderField[],
): Verdicts {
  const results = readSesResults(headerFields);
  return {
    spf: readVerdict(receipt.spfVerdict?.status),
    dkim: readVerdict(receipt.dkimVerdict?.status),
    dmarc: readVerdict(receipt.dmarcVerdict?.status),
    spam: readVerdict(receipt.spamVerdict?.status),
    virus: readVerdict(receipt.virusVerdict?.status),
    spfDomain: readSpfDomain(reversePath),
    dkimDomains: readDkimDomains(results?.results ?? []),
    dmarcDomain: results && readReportedVerdicts(results).dmarcDomain,
  };
}

/** A status that we do not know is GRAY: something was found, nothing that decides. */
export function readVerdict(status: string | undefined): Verdict | undefined {
  if (status === undefined || status.trim() === '') return undefined;
  const upper = status.trim().toUpperCase();
  return VERDICTS.find((verdict) => verdict === upper) ?? 'GRAY';
}

/** With the null reverse-path SPF speaks of the client's name, which proves no author. */
export function readSpfDomain(reversePath: string | undefined): string | undefined {
  const address = normaliseAddress(reversePath?.replace(/^<(.*)>$/, '$1') ?? '');
  return address && domainOf(address);
}

/** The results that SES wrote: on top, the first of its name, and never a look-alike of `amazonses.com`. */
export function readSesResults(headerFields: HeaderField[]) {
  const top = { headerFields: readTraceFields(headerFields) };
  const results = headerValues(top, 'authentication-results').map((value) =>
    parseAuthenticationResults(value),
  );
  return results.find(({ authservId }) => authservId === SES_AUTHSERV_ID);
}
