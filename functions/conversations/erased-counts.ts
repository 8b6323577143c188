/** The kinds of things that an erasure removes (S19). */
export const ERASED_KINDS = [
  'users',
  'addresses',
  'suppressions',
  'conversations',
  'messages',
  'attachments',
  'bodies',
  'deliveries',
  'sentMails',
  'events',
  'mails',
  'rawMails',
] as const;
export type ErasedKind = (typeof ERASED_KINDS)[number];
/** How many of each kind were removed. */
export type ErasedCounts = Partial<Record<ErasedKind, number>>;

export function addCounts(first: ErasedCounts, second: ErasedCounts): ErasedCounts {
  const sum: ErasedCounts = { ...first };
  for (const [kind, count] of Object.entries(second) as [ErasedKind, number][]) {
    sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}
