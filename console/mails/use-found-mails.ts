import { useInbound, useMailsFrom } from '../data/queries.ts';
import { addressIn, isIn, onceEach } from '../data/search.ts';

/** The mails that were read so far and fit what is typed, and the newest ones of an author whose address is typed whole. */
export function useFoundMails(typed: string, outcome: string) {
  const query = useInbound(outcome);
  const { data: ofAuthor = [] } = useMailsFrom(addressIn(typed), outcome);
  const fitting = query.items?.filter(({ subject = '', from }) => isIn([subject, from], typed));
  // those of the author that were not read yet are older than all that were
  const found = fitting && onceEach([...fitting, ...ofAuthor], ({ mailId }) => mailId);
  return { query, found };
}
