import { createHmac } from 'node:crypto';
import { base32, base32Ends, currentKey, type TokenKeys } from './token.ts';

/** 32 × 5 = 160 bits. The length differs from a token's, so that a code is never read as a token, or a token as a code. */
const ASK_CODE_CHARS = 32;

/**
 * The code in a question to an agent whether a held mail is theirs (S22). An answer with it from the registered address proves that the
 * author reads that mailbox.
 */
export function issueAskCode(keys: TokenKeys, mailId: string, agentId: string): string {
  const hmac = createHmac('sha256', currentKey(keys));
  return base32(hmac.update(JSON.stringify(['ask', mailId, agentId])).digest(), ASK_CODE_CHARS);
}

/** What has a code's form in the local part of an address, lower-cased. The end of a token has it, too. */
export const findAskCodes = (localPart: string): string[] => base32Ends(localPart, ASK_CODE_CHARS);
