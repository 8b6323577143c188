import { findTags, formatTag } from '../../conversations/signals/tag.ts';
import { issueToken, type TokenKeys } from '../../conversations/signals/token.ts';
import { domainOf } from '../../mail/addresses.ts';
import { cutText } from '../../mail/clean-text.ts';
import octets from '../../settings/address-octets.json' with { type: 'json' };
import type { Settings } from '../../settings/settings.ts';
import type { WindowName } from './ports.ts';

const MAX_AUTHOR_CHARACTERS = 60;

const atSign = (address: string) => address.lastIndexOf('@');

/** `"Support Board | LC2457-473412"` (R24); with `sender-form` = `author`: `"Anna · Support Board | LC2457-473412"`. */
export function displayName(
  conversationId: string,
  author: string | undefined,
  settings: Settings,
  keys: TokenKeys,
): string {
  const options = { prefix: settings['tag-prefix'], digits: settings['tag-digits'] };
  const name = settings['sender-form'] === 'author' && author ? nameInSender(author) : '';
  const start = name === '' ? '' : `${name} · `;
  return `${start}${settings['sender-name']} | ${formatTag(keys, options, conversationId)}`;
}

/**
 * Removes what separates name and tag, or looks like an address. Empty for a name that holds a tag: with two of them an answer would be
 * held as `conflicting-signals`, or count as a guess (S1, S2).
 */
function nameInSender(author: string): string {
  const name = cutText(
    author
      .replace(/[|<>"@,;:]/g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
    MAX_AUTHOR_CHARACTERS,
  );
  return findTags(name).length > 0 ? '' : name;
}

/** `"support+<token>@example.com"`; the plain address if tokens are off, or if the local part would become too long (S2). */
export function replyAddress(
  { conversationId, participant }: WindowName,
  settings: Settings,
  keys: TokenKeys,
): string {
  const address = settings['sender-address'];
  if (!settings['reply-tokens']) return address;
  const token = issueToken(keys, 'address', conversationId, participant);
  return plusAddress(address, token) ?? address;
}

/** `"support+<plus>@example.com"`; undefined if the local part would become too long (RFC 5321 §4.5.3.1.1). */
export function plusAddress(address: string, plus: string): string | undefined {
  const local = `${address.slice(0, atSign(address))}+${plus}`;
  return Buffer.byteLength(local) > octets.localPart ? undefined : `${local}@${domainOf(address)}`;
}
