import { createHash } from 'node:crypto';

/** Stands for an address where the address itself may not be kept. Lower-case hex. */
export const addressHash = (address: string) => createHash('sha256').update(address).digest('hex');
