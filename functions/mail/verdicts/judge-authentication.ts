import { domainOf } from '../addresses.ts';
import type { Verdicts } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';

export type Authentication = 'authenticated' | 'failed' | 'no-verdict';

/**
 * Whether the author's address is proved (S3). DMARC decides where it passes or fails; else an SPF or DKIM pass that is aligned with the
 * author's domain does; else any fail. GRAY, NONE, PROCESSING_FAILED and silence say nothing, and neither does a pass for another domain.
 */
export function judgeAuthentication(author: string, verdicts: Verdicts): Authentication {
  if (verdicts.dmarc === 'FAIL') return 'failed';
  const domain = domainOf(author);
  if (hasDmarcPass(domain, verdicts) || hasAlignedPass(domain, verdicts)) return 'authenticated';
  return verdicts.spf === 'FAIL' || verdicts.dkim === 'FAIL' ? 'failed' : 'no-verdict';
}

/** A receiver that read another author out of the From field than we did has proved that one, not ours: a PASS counts for its domain alone. */
function hasDmarcPass(authorDomain: string, { dmarc, dmarcDomain }: Verdicts): boolean {
  return dmarc === 'PASS' && (dmarcDomain === undefined || dmarcDomain === authorDomain);
}

function hasAlignedPass(
  authorDomain: string,
  { spf, spfDomain, dkim, dkimDomains = [], internalDomain }: Verdicts,
): boolean {
  if (internalDomain === authorDomain) return true;
  if (spf === 'PASS' && spfDomain !== undefined && isAligned(spfDomain, authorDomain)) return true;
  return dkim === 'PASS' && dkimDomains.some((domain) => isAligned(domain, authorDomain));
}
