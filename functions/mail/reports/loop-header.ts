import { isPipingAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { HeaderField } from '../message.ts';

/**
 * Stands in every mail we send, its value the bare piping address. A mail that carries ours is our own mail coming back; one of another
 * installation is not: two support teams may write to one another.
 */
export const LOOP_HEADER = 'X-Email-Piping-Loop';

export function hasOwnLoopHeader(
  message: { headerFields: HeaderField[] },
  pipingAddress: string,
): boolean {
  return headerValues(message, LOOP_HEADER).some((value) => isPipingAddress(value, pipingAddress));
}
