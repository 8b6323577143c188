import { Link } from 'wouter-preact';
import { useSay } from '../texts/language.tsx';
import { Empty } from './marks.tsx';

/** Says that something is not there, and leads back to the list, which a narrow window does not show beside it. */
export function Missing({ title, to }: { title: string; to: string }) {
  const say = useSay();
  return (
    <Empty title={title}>
      <Link class="button" href={to}>
        {say('do.back')}
      </Link>
    </Empty>
  );
}
