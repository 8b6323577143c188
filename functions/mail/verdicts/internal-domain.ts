import { domainOf } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { Message } from '../message.ts';

/**
 * The author's domain when Exchange says that its own tenant sent the mail: `X-MS-Exchange-Organization-AuthAs:
 * Internal`, by the server `authSource` or one below it. Exchange removes both fields from outside mail, so they
 * count only in its own mailbox, once each, and only for the domain of the mailbox's `address`. Otherwise undefined.
 */
export function readInternalDomain(
  message: Pick<Message, 'headerFields' | 'author'>,
  { address, trustedAuthSource }: { address: string; trustedAuthSource?: string },
): string | undefined {
  const { author } = message;
  if (!author || trustedAuthSource === undefined) return undefined;
  const said = (name: string) => {
    const values = headerValues(message, `x-ms-exchange-organization-${name}`);
    return values.length === 1 ? values[0]?.trim().toLowerCase() : undefined;
  };
  const source = said('authsource') ?? '';
  const wanted = trustedAuthSource.toLowerCase().replace(/^\./, '');
  const isTrusted = source === wanted || source.endsWith(`.${wanted}`);
  const domain = domainOf(author.address);
  return isTrusted && said('authas') === 'internal' && domain === domainOf(address)
    ? domain
    : undefined;
}
