import { Link, useLocation } from 'wouter-preact';
import { isLocal } from '../data/facts.ts';
import { Empty } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';

/** The section that the page begins with: the settings are the admin's, who has no conversations to look at. */
export const START = isLocal ? '/conversations' : '/settings';

/** Says that the address leads to no page, and where to go: another page in its place would look like the one that was meant. */
export function UnknownPage() {
  const say = useSay();
  const [path] = useLocation();
  return (
    <div class="page">
      <h1>{say('unknown.title')}</h1>
      <Empty title={say('unknown.about', { path: `#${path}` })}>
        <Link class="button" href={START}>
          {say(isLocal ? 'nav.conversations' : 'nav.settings')}
        </Link>
      </Empty>
    </div>
  );
}
