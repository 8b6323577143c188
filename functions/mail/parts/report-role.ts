import type { LeafStart } from './mail-piece.ts';
import type { Multipart } from './open-multiparts.ts';

/** Whether a part lies directly in the mail's own report: one that somebody forwarded is no report (S5). */
export const isOfReport = (container: Multipart | undefined) =>
  container?.subtype === 'report' && isNothingOrSignature(container.parent);

/** A signature around the whole mail is no level of it: receipts may be signed (RFC 8098 §6.2, RFC 8551 §3.5). */
const isNothingOrSignature = (container: Multipart | undefined) =>
  container === undefined || (container.subtype === 'signed' && container.parent === undefined);

/** Also directly in a plain multipart, where a server that knows no reports puts the mail it speaks of. */
const isOfTop = (container: Multipart | undefined) =>
  container?.subtype === 'mixed' && container.parent === undefined;

export type ReportPart = 'status' | 'original' | 'feedback';

/** The part that a leaf plays in a report (RFC 3464 §2, RFC 5965 §2). */
export function reportRole({ header, container }: LeafStart): ReportPart | undefined {
  if (!isOfReport(container) && !(isOfTop(container) && header.contentType === 'message/rfc822'))
    return undefined;
  if (/^message\/(?:global-)?delivery-status$/.test(header.contentType)) return 'status';
  if (header.contentType === 'message/feedback-report') return 'feedback';
  return [
    'message/rfc822',
    'text/rfc822-headers',
    'message/global',
    'message/global-headers',
  ].includes(header.contentType)
    ? 'original'
    : undefined;
}
