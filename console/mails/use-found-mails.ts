import { useInbound, useMailsFrom } from '../data/queries.ts';
import type { InboundMail } from '../data/types.ts';
import { addressIn } from '../people/use-found-users.ts';

/** The mails that were read so far and fit what is typed, and the newest ones of an author whose address is typed whole. */
export function useFoundMails(typed: string, outcome: string) {
  const query = useInbound(outcome);
  const { data: ofAuthor = [] } = useMailsFrom(addressIn(typed), outcome);
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = ({ subject = '', from }: InboundMail) =>
    [subject, from].some((text) => text.toLocaleLowerCase().includes(wanted));
  // those of the author that were not read yet are older than all that were
  const found = query.items && [
    ...new Map(
      [...query.items.filter(fits), ...ofAuthor].map((mail) => [mail.mailId, mail]),
    ).values(),
  ];
  return { query, found };
}
