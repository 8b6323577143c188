import { hash } from 'node:crypto';

/** Identifies an address where the address itself may not be stored. Lower-case hex. */
export const addressHash = (address: string) => hash('sha256', address);
