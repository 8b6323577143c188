import { createHash } from 'node:crypto';

/** Identifies an address where the address itself may not be stored. Lower-case hex. */
export const addressHash = (address: string) => createHash('sha256').update(address).digest('hex');
