import type { InboundFilter, MailRecord } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { mailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';

/** The mails that the links lead to, as far as they are there and meet the other conditions. */
export async function readFitting(
  items: ItemStore,
  links: { mailId: string }[],
  filter: InboundFilter,
): Promise<MailRecord[]> {
  const ids = [...new Set(links.map(({ mailId }) => mailId))];
  const mails = await items.getMany(
    mailItem,
    ids.map((id) => keys.mail(id)),
  );
  return mails.flatMap((mail) => (mail && fits(mail, filter) ? [mail] : []));
}

const fits = (mail: MailRecord, filter: InboundFilter) =>
  (['from', 'outcome', 'reason', 'conversationId'] as const).every(
    (field) => filter[field] === undefined || mail[field] === filter[field],
  );
