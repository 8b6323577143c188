import { domainOf } from '../addresses.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';
import { isCoveredBySignature } from './dkim-signatures.ts';

/**
 * Whether what authenticates the author covers the header field `name`, too (S4): an aligned SPF pass or the word of the
 * author's own server, for then that server brought the mail as it is, or an aligned signature that names the field in its h=. A mail with a signature that leaves the field out can
 * come again with another one.
 */
export function isCoveredByProof(
  headerFields: HeaderField[],
  author: string,
  { spf, spfDomain, dkim, dkimDomains = [], internalDomain }: Verdicts,
  name: string,
): boolean {
  const domain = domainOf(author);
  if (internalDomain === domain) return true;
  if (spf === 'PASS' && spfDomain !== undefined && isAligned(spfDomain, domain)) return true;
  return (
    dkim === 'PASS' &&
    dkimDomains.some(
      (signed) => isAligned(signed, domain) && isCoveredBySignature(headerFields, signed, name),
    )
  );
}
