import { isPipingAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { HeaderField } from '../message.ts';

/**
 * Every mail that we send has this field, with the bare piping address as value. A mail with our value is
 * our own mail coming back. One of another installation is not: two support teams may write to each other.
 */
export const LOOP_HEADER = 'X-Email-Piping-Loop';

export function hasOwnLoopHeader(
  message: { headerFields: HeaderField[] },
  pipingAddress: string,
): boolean {
  return headerValues(message, LOOP_HEADER).some((value) => isPipingAddress(value, pipingAddress));
}
