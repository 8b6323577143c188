import { hash } from 'node:crypto';
import type { MailboxLoginStore } from '../../../../steps/configuring/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { mailboxLoginsItem } from '../items/mailbox-items.ts';
import { keys } from '../keys.ts';

const digestOf = (login: string) => hash('sha256', login, 'base64url');

/** Where the stored passwords of mailboxes may be sent. */
export function createMailboxLoginTable(items: ItemStore): MailboxLoginStore {
  return {
    async find(secrets) {
      const found = await items.getExisting(mailboxLoginsItem, secrets.map(keys.mailboxLogins));
      return new Map(
        found.map(({ secret, digests }) => [
          secret,
          { has: (login) => digests.has(digestOf(login)) },
        ]),
      );
    },
    keep: (logins) =>
      items.putMany(
        mailboxLoginsItem,
        [...logins].map(([secret, ofSecret]) => ({
          key: keys.mailboxLogins(secret),
          value: { secret, digests: new Set([...ofSecret].map(digestOf)) },
        })),
      ),
    async forget(secret) {
      await items.removeMany([keys.mailboxLogins(secret)]);
    },
  };
}
