import type { SuppressionStore } from '../../functions/steps/feedback/ports.ts';

/** The read of a store in which these addresses are suppressed. */
export const suppressedAmong =
  (suppressed: string[] = []): SuppressionStore['among'] =>
  async (addresses) => {
    const found = addresses.filter((address) => suppressed.includes(address));
    const why = { reason: 'hard-bounce', at: '2026-11-22T10:30:00.000Z' } as const;
    return new Map(found.map((address) => [address, { address, ...why }]));
  };
