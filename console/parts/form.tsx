import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { Alert } from './alert.tsx';
import { useAction } from './use-action.ts';

interface FormProps {
  children: ComponentChildren;
  /** What the button does; a failure is said above it, and the form stays. */
  onSend(): Promise<unknown>;
  /** What the button says, if it does not save. */
  label?: ComponentChildren;
  isReady?: boolean;
  /** What stands before the button: another button, files. */
  aside?: ComponentChildren;
}

/** Fields, one below the other, and the button that sends them. */
export function Form({ children, onSend, label, isReady = true, aside }: FormProps) {
  const say = useSay();
  const [problem, setProblem] = useState<string>();
  const { isBusy, run } = useAction(setProblem);
  const send = () => {
    setProblem(undefined);
    void run(onSend);
  };
  return (
    <form
      class="stack"
      onInput={() => setProblem(undefined)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) send();
      }}
    >
      {children}
      <Alert why={problem} />
      <div class={`actions ${aside ? 'spread' : ''}`}>
        {aside}
        <button type="submit" class="button primary" aria-disabled={isBusy || !isReady}>
          {label ?? say('do.save')}
        </button>
      </div>
    </form>
  );
}
