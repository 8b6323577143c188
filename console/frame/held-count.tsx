import { useInbound } from '../data/queries.ts';
import { useSay } from '../texts/language.tsx';

/** How many mails wait for a person's decision; of more than one page, that there are more. */
export function HeldCount() {
  const say = useSay();
  const { items = [], hasNextPage } = useInbound('held');
  if (items.length === 0) return null;
  const count = hasNextPage ? `${items.length}+` : String(items.length);
  return (
    <span class="count" title={say('nav.held', { count })}>
      <span aria-hidden="true">{count}</span>
      <span class="visually-hidden">{say('nav.held', { count })}</span>
    </span>
  );
}
