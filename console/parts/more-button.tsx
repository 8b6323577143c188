import { useSay } from '../texts/language.tsx';

interface PagedQuery {
  hasNextPage: boolean;
  fetchNextPage(): unknown;
}

/** Reads the next page of a list, if there is one. */
export function MoreButton({ query }: { query: PagedQuery }) {
  const say = useSay();
  if (!query.hasNextPage) return null;
  return (
    <button type="button" class="button quiet" onClick={() => void query.fetchNextPage()}>
      {say('do.more')}
    </button>
  );
}
