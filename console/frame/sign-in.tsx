import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { CallError } from '../data/call-error.ts';
import { token } from '../data/facts.ts';
import { TextField } from '../parts/field.tsx';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';

/** Here a deployed page gets its token, which is never in a URL. */
export function SignIn({ onToken }: { onToken(): void }) {
  const { say, language } = useSpeech();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const open = async (event: Event) => {
    event.preventDefault();
    token.keep(text.trim());
    try {
      await api('GET', '/conversations?limit=1');
      onToken();
    } catch (error) {
      // A token without the right to read conversations may still be the admin's.
      if (error instanceof CallError && error.status === 403) return onToken();
      token.forget();
      const isRefused = error instanceof CallError && error.status === 401;
      setProblem(isRefused ? say('token.wrong') : sayProblem(error, language));
    }
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={(event) => void open(event)}>
        <h1>{say('app.name')}</h1>
        <p class="muted">{say('token.about')}</p>
        <TextField
          label={say('token.label')}
          type="password"
          autocomplete="off"
          required
          value={text}
          onChange={setText}
          error={problem}
        />
        <button type="submit" class="button primary">
          {say('token.open')}
        </button>
      </form>
    </main>
  );
}
