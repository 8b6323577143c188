import type { LeafStart } from '../structure/mail-piece.ts';
import type { Multipart } from '../structure/open-multiparts.ts';

/** Whether a part lies directly in the mail's own report. A forwarded report does not count (S5). */
export const isOfReport = (container: Multipart | undefined) =>
  container?.subtype === 'report' && isNothingOrSignature(container.parent);

/** A signature around the whole mail is not counted as a level: receipts may be signed (RFC 8098 §6.2, RFC 8551 §3.5). */
const isNothingOrSignature = (container: Multipart | undefined) =>
  container === undefined || (container.subtype === 'signed' && container.parent === undefined);

/** Some servers send no multipart/report, but put the returned mail directly into a plain multipart. */
const isOfTop = (container: Multipart | undefined) =>
  container?.subtype === 'mixed' && container.parent === undefined;

export type ReportPart = 'status' | 'original' | 'feedback';

/** The role of a leaf in a report (RFC 3464 §2, RFC 5965 §2). */
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
