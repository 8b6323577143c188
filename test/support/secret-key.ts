import { createSecretKey, type KeyObject } from 'node:crypto';

/** A signing key of 32 times the same octet: the same in every run. */
export const secretKey = (octet: number): KeyObject => createSecretKey(Buffer.alloc(32, octet));
