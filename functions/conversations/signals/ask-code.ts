import { createHmac } from 'node:crypto';
import { base32, type TokenKeys } from './token.ts';

/** 32 × 5 = 160 bits. The length differs from a token's, so that a code is never read as a token, or a token as a code. */
const ASK_CODE_CHARS = 32;

const ASK_CODE = new RegExp(`^[a-z2-7]{${ASK_CODE_CHARS}}$`);

/**
 * The code in a question to an agent whether a held mail is theirs (S22). An answer with it from the registered address proves that the
 * author reads that mailbox.
 */
export function issueAskCode(keys: TokenKeys, mailId: string, agentId: string): string {
  const key = keys.keys[keys.current];
  if (!key) throw new Error(`token key "${keys.current}" is not among the keys`);
  const digest = createHmac('sha256', key).update(JSON.stringify(['ask', mailId, agentId]));
  return base32(digest.digest(), ASK_CODE_CHARS);
}

/** The code in the plus part of an address, lower-cased; undefined: it does not have a code's form. */
export function readAskCode(plusPart: string | undefined): string | undefined {
  const text = plusPart?.length === ASK_CODE_CHARS ? plusPart.toLowerCase() : '';
  return ASK_CODE.test(text) ? text : undefined;
}
