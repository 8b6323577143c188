import type { ComponentChildren } from 'preact';
import { useSay, useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';

interface Query<Data> {
  data: Data | undefined;
  error: Error | null;
  refetch(): unknown;
}

/** Shows a query's answer, that it is loading, or why it failed. */
export function Loaded<Data>({
  query,
  children,
}: {
  query: Query<Data>;
  children(data: Data): ComponentChildren;
}) {
  const { say, language } = useSpeech();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) {
    return (
      <div class="empty" role="alert">
        <p class="empty-title">{sayProblem(query.error, language)}</p>
        <button type="button" class="button" onClick={() => void query.refetch()}>
          {say('do.again')}
        </button>
      </div>
    );
  }
  return <Skeleton />;
}

/** Grey bars while the content is loading. */
function Skeleton() {
  const say = useSay();
  return (
    <div class="skeleton">
      <span class="visually-hidden">{say('state.loading')}</span>
      <span />
      <span />
      <span />
    </div>
  );
}
