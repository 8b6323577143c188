import { domainOf } from '../addresses.ts';
import type { Verdicts } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';

export type Authentication = 'authenticated' | 'failed' | 'no-verdict';

/**
 * Whether the author's address is proved (S3). A DMARC pass or fail decides. Otherwise an aligned SPF or DKIM pass proves it, and without
 * one any fail disproves it. GRAY, NONE, PROCESSING_FAILED, a missing verdict and a pass for another domain say nothing.
 */
export function judgeAuthentication(author: string, verdicts: Verdicts): Authentication {
  if (verdicts.dmarc === 'FAIL') return 'failed';
  const domain = domainOf(author);
  if (hasDmarcPass(domain, verdicts) || hasAlignedPass(domain, verdicts)) return 'authenticated';
  return verdicts.spf === 'FAIL' || verdicts.dkim === 'FAIL' ? 'failed' : 'no-verdict';
}

/** A receiver may read another author from the From field than we do. Its DMARC pass counts only for the domain that it judged. */
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
