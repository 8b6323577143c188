import { domainOf } from '../addresses.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import { isAligned } from '../organisational-domain.ts';
import { isCoveredBySignature, namesAll } from './dkim-signatures.ts';

/**
 * Whether the proof of the author also covers the header field `name` (S4). An aligned SPF pass and the
 * author's own server do: that server delivered the mail as it is. An aligned signature does if its h= names
 * the field; without that, the signed mail could be resent with another value. For a mail that a forwarder's
 * seal proves, only the seal counts, because any recipient of the sealed mail may have resent it.
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
