import { Mail } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { CallError } from '../data/call-error.ts';
import { token } from '../data/facts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';

/** Here a deployed page gets its token, which is never in a URL. */
export function SignIn({ onToken }: { onToken(): void }) {
  const { say } = useSpeech();
  return (
    <main class="sign-in">
      <section class="card stack">
        <span class="brand-mark" aria-hidden="true">
          <Mail size={18} />
        </span>
        <h1>{say('app.name')}</h1>
        <p class="muted">{say('token.about')}</p>
        <TokenForm onToken={onToken} />
      </section>
    </main>
  );
}

/** Asks for another token where the first one has ended. The page stays behind it, with what somebody was writing. */
export function SignInAgain({ onToken, onClose }: { onToken(): void; onClose(): void }) {
  const { say } = useSpeech();
  return (
    <Dialog title={say('token.ended')} about={say('token.endedAbout')} isOpen onClose={onClose}>
      <TokenForm onToken={onToken} />
    </Dialog>
  );
}

/** Other characters stand in no token, and `fetch` fails on most of them as if the server did not answer. */
const SENDABLE = /^[!-~]+$/;

function TokenForm({ onToken }: { onToken(): void }) {
  const { say, language } = useSpeech();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const open = async (event: Event) => {
    event.preventDefault();
    const typed = text.trim();
    if (!SENDABLE.test(typed)) return setProblem(say('token.wrong'));
    token.keep(typed);
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
    <form class="stack" ref={form} onSubmit={(event) => void open(event)}>
      <TextField
        label={say('token.label')}
        type="password"
        autocomplete="off"
        required
        value={text}
        onChange={(typed) => {
          setText(typed);
          setProblem(undefined);
        }}
        error={problem}
      />
      <button type="submit" class="button primary">
        {say('token.open')}
      </button>
    </form>
  );
}
