import { useSay } from '../texts/language.tsx';
import { useAction } from './use-action.ts';

interface PagedQuery {
  hasNextPage: boolean;
  readNext(): Promise<unknown>;
}

interface MoreButtonProps {
  query: PagedQuery;
  /** @default - "Show more" */
  label?: string;
}

/** Reads the next page of a list, if there is one. */
export function MoreButton({ query, label }: MoreButtonProps) {
  const say = useSay();
  const { isBusy, run } = useAction();
  if (!query.hasNextPage) return null;
  return (
    <button
      type="button"
      class="button quiet small"
      aria-disabled={isBusy}
      onClick={() => void run(query.readNext)}
    >
      {label ?? say('do.more')}
    </button>
  );
}
