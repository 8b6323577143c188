import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Participant } from '../people/people.ts';

/** Secret keys by id. `current` signs, all of them verify, so that keys can be rotated (S2). */
export interface TokenKeys {
  current: string;
  /** By key id. A KeyObject does not reveal its octets in logs, and signs at a third of the cost. */
  keys: Record<string, KeyObject>;
}

/** The key that signs. */
export function currentKey({ current, keys }: TokenKeys): KeyObject {
  const key = keys[current];
  if (!key) throw new Error(`token key "${current}" is not among the keys`);
  return key;
}

/** Where a token is used. A token made for one place is not valid at the other. */
export type TokenPlace = 'address' | 'reference';

export interface VerifiedToken {
  conversationId: string;
  /** To be compared with `recipientMark`: a token proves only the participant it was made for. */
  recipientMark: string;
}

/** RFC 4648 §6 base32, in lower case: it survives mail programs that change the case of an address. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const KEY_MARK_CHARS = 1;
const NUMBER_CHARS = 7;
const RECIPIENT_CHARS = 8;
/** 20 × 5 = 100 bits, above the 80 that S2 asks for. */
const MAC_CHARS = 20;
export const TOKEN_CHARS = KEY_MARK_CHARS + NUMBER_CHARS + RECIPIENT_CHARS + MAC_CHARS;
const MAX_CONVERSATION_NUMBER = 32 ** NUMBER_CHARS - 1;

const TOKEN = new RegExp(`^[a-z2-7]{${TOKEN_CHARS}}$`);

/**
 * Texts of `chars` base32 characters in what a program made of an address. Of a longer run the end counts: what the program made of the plus
 * stands before it (`support%2Babc@…`, `support=2Babc@…`, `supportabc@…`).
 */
export function base32Ends(text: string, chars: number): string[] {
  const runs = text.toLowerCase().match(/[a-z2-7]+/g) ?? [];
  return runs.filter(({ length }) => length >= chars).map((run) => run.slice(-chars));
}

/** The first `chars` characters of `octets` in base32. */
export function base32(octets: Buffer, chars: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const octet of octets) {
    held = ((held & 0xff) << 8) | octet;
    bits += 8;
    while (bits >= 5 && text.length < chars) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    if (text.length >= chars) break;
  }
  return text;
}

function numberToChars(conversationId: string): string {
  let rest = Number(conversationId);
  if (!Number.isSafeInteger(rest) || rest < 0 || rest > MAX_CONVERSATION_NUMBER) {
    throw new RangeError(
      `conversation number ${conversationId} is outside 0…${MAX_CONVERSATION_NUMBER}`,
    );
  }
  let text = '';
  for (let place = 0; place < NUMBER_CHARS; place += 1) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function charsToNumber(chars: string): string {
  let value = 0;
  for (const char of chars) value = value * 32 + ALPHABET.indexOf(char);
  return String(value);
}

const keyMark = (keyId: string) => base32(hash('sha256', keyId, 'buffer'), KEY_MARK_CHARS);

/** A short hash of a participant; in a token it tells whom the token was made for. */
export function recipientMark(participant: Participant): string {
  const digest = hash('sha256', `${participant.kind}:${participant.id}`, 'buffer');
  return base32(digest, RECIPIENT_CHARS);
}

function mac(key: KeyObject, place: TokenPlace, body: string): string {
  return base32(createHmac('sha256', key).update(`${place}:${body}`).digest(), MAC_CHARS);
}

/**
 * The token of one conversation and one recipient: `TOKEN_CHARS` lower-case base32 characters (key mark, number, recipient mark, 100 bits
 * of HMAC-SHA256). Deterministic, so that a recipient's thread keeps one reply address (S2).
 */
export function issueToken(
  keys: TokenKeys,
  place: TokenPlace,
  conversationId: string,
  recipient: Participant,
): string {
  const body = keyMark(keys.current) + numberToChars(conversationId) + recipientMark(recipient);
  return body + mac(currentKey(keys), place, body);
}

/** Verifies a token; undefined: none of our keys made it. Upper case is accepted, because mail programs change case. */
export function verifyToken(
  keys: TokenKeys,
  place: TokenPlace,
  token: string,
): VerifiedToken | undefined {
  const text = token.length === TOKEN_CHARS ? token.toLowerCase() : '';
  if (!TOKEN.test(text)) return undefined;
  const body = text.slice(0, -MAC_CHARS);
  const given = Buffer.from(text.slice(-MAC_CHARS));
  const isOurs = Object.entries(keys.keys).some(
    ([keyId, key]) =>
      keyMark(keyId) === body.slice(0, KEY_MARK_CHARS) &&
      timingSafeEqual(Buffer.from(mac(key, place, body)), given),
  );
  if (!isOurs) return undefined;
  const numberEnd = KEY_MARK_CHARS + NUMBER_CHARS;
  return {
    conversationId: charsToNumber(body.slice(KEY_MARK_CHARS, numberEnd)),
    recipientMark: body.slice(numberEnd),
  };
}
