import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attachmentLink,
  isAttachmentKeyValid,
} from '../../../functions/conversations/attachment-link.ts';
import { findTags, formatTag, isTagValid } from '../../../functions/conversations/signals/tag.ts';
import {
  issueToken,
  TOKEN_CHARS,
  verifyToken,
} from '../../../functions/conversations/signals/token.ts';
import { secretKey } from '../../support/secret-key.ts';

/** `GUESSES=1000000 npm run test:unit -- test/conversations/signals/guesses.test.ts` takes two minutes on two busy cores (`docs/testing.md`). */
const GUESSES = Number(process.env.GUESSES ?? 20_000);
const ALL_CODES = 1_000_000;
const LIMIT_MS = 600_000;
const keys = { current: 'k1', keys: { k1: secretKey(1), k2: secretKey(2) } };
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const BASE64_URL = `${BASE32}0189ABCDEFGHIJKLMNOPQRSTUVWXYZ-_`;

/** Octets of key stream made at a time: a digest for each guess would cost more than the guess. */
const STREAM_BYTES = 65_536;

/** Makes texts of `chars` characters of an alphabet of 32 or 64: random, but the same in every run. */
function createGuesser(chars: number, alphabet: string): () => string {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, chars), Buffer.alloc(16));
  let octets = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at + chars > octets.length) {
      octets = stream.update(Buffer.alloc(STREAM_BYTES));
      at = 0;
    }
    let text = '';
    for (const octet of octets.subarray(at, at + chars)) text += alphabet[octet % alphabet.length];
    at += chars;
    return text;
  };
}

const accepted = (isRight: (round: number) => boolean) => {
  let count = 0;
  for (let round = 0; round < GUESSES; round += 1) if (isRight(round)) count += 1;
  return count;
};

describe('guessing', () => {
  it(
    'finds no token, given the right form and key mark (S2)',
    () => {
      const [keyMark = ''] = issueToken(keys, 'address', '1', { kind: 'user', id: 'carla' });
      const guess = createGuesser(TOKEN_CHARS - 1, BASE32);
      const isRight = () => verifyToken(keys, 'address', keyMark + guess()) !== undefined;
      expect(accepted(isRight)).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'finds no valid code of a conversation but its own (S2)',
    () => {
      const tag = { conversationId: '2457' };
      const right = [keys, { ...keys, current: 'k2' }].map(
        (each) => findTags(formatTag(each, { prefix: 'LC', digits: 6 }, '2457'))[0]?.digits,
      );
      const step = Math.max(1, Math.floor(ALL_CODES / GUESSES));
      const isRight = (round: number) => {
        const digits = String((round * step) % ALL_CODES).padStart(6, '0');
        return !right.includes(digits) && isTagValid(keys, { ...tag, digits }, 6);
      };
      expect(accepted(isRight)).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'finds no key of a link to a file (contracts §2)',
    () => {
      const link = attachmentLink('https://api.example', keys, 'file-1');
      const key = new URL(link).searchParams.get('key') ?? '';
      const guess = createGuesser(key.length, BASE64_URL);
      const isRight = () => isAttachmentKeyValid(keys, 'file-1', guess());
      expect(accepted(isRight)).toBe(0);
      expect(isAttachmentKeyValid(keys, 'file-1', key)).toBe(true);
    },
    LIMIT_MS,
  );
});
