import { domainOf } from '../addresses.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';
import { isCoveredBySignature, namesAll } from './dkim-signatures.ts';

/**
 * Whether what authenticates the author covers the header field `name`, too (S4): an aligned SPF pass or the word of the
 * author's own server, for then that server brought the mail as it is, or an aligned signature that names the field in its h=. A mail with a signature that leaves the field out can
 * come again with another one. A mail that a forwarder's seal proves is covered by that seal alone: others got it, too, and may have sent it.
 */
export function isCoveredByProof(
  headerFields: HeaderField[],
  author: string,
  { spf, spfDomain, dkim, dkimDomains = [], internalDomain, sealedHeaders }: Verdicts,
  name: string,
): boolean {
  const domain = domainOf(author);
  if (sealedHeaders) return namesAll(sealedHeaders, headerFields, name);
  if (internalDomain === domain) return true;
  if (spf === 'PASS' && spfDomain !== undefined && isAligned(spfDomain, domain)) return true;
  return (
    dkim === 'PASS' &&
    dkimDomains.some(
      (signed) => isAligned(signed, domain) && isCoveredBySignature(headerFields, signed, name),
    )
  );
}
