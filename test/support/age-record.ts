import { keyedItem } from '../../functions/adapters/aws/table/item-kind.ts';
import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { mailLinkItem } from '../../functions/adapters/aws/table/items/mail-items.ts';
import { keys } from '../../functions/adapters/aws/table/keys.ts';
import { linkOfAuthor } from '../../functions/adapters/aws/table/receiving/mails-of-author.ts';
import { put, update } from '../../functions/adapters/aws/table/write.ts';
import type { MailRecord } from '../../functions/steps/receiving/ports.ts';

/** Rewrites a record as before November 2026: found by its author through a link instead of the index `gsi2`. */
export const ageRecord = (table: ItemStore, record: MailRecord) =>
  table.write(
    update(keyedItem, keys.mail(record.mailId), { remove: ['gsi2pk', 'gsi2sk'] }),
    put(mailLinkItem, linkOfAuthor(record), { mailId: record.mailId }),
  );
