import type { ComponentChildren } from 'preact';
import { useSay, useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';

interface Query<Data> {
  data: Data | undefined;
  error: Error | null;
  refetch(): unknown;
}

/** What a question became: its answer, the wait for it, or why there is none. */
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

/** Grey bars where something will stand. */
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
