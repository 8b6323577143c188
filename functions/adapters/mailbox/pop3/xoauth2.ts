import { xoauth2Response } from '../xoauth2-response.ts';
import { type Pop3Connection, Pop3Refusal } from './pop3-connection.ts';

/** The challenge of a refusal is base64 of JSON, and explains more than the `-ERR` that follows. */
function readChallenge(challenge: string): string {
  return Buffer.from(challenge, 'base64')
    .toString()
    .replace(/\p{Cc}/gu, ' ');
}

/**
 * Google's and Microsoft's XOAUTH2 over AUTH (RFC 5034 §4). A server that refuses the token answers with a challenge that explains why; the
 * client sends an empty line, and `-ERR` follows.
 */
export async function xoauth2(
  connection: Pop3Connection,
  user: string,
  accessToken: string,
): Promise<void> {
  await connection.command('AUTH XOAUTH2');
  const challenge = await connection.command(xoauth2Response(user, accessToken));
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(challenge)) return;
  try {
    await connection.command('');
  } catch (error) {
    if (!(error instanceof Pop3Refusal)) throw error;
    throw new Pop3Refusal(`${error.message} ${readChallenge(challenge)}`);
  }
}
