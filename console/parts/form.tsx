import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { Alert } from './alert.tsx';
import { useAction } from './use-action.ts';

interface FormProps {
  children: ComponentChildren;
  /** Action of the button. A failure is shown above it, and the form stays open. */
  onSend(): Promise<unknown>;
  /** Text of the button, unless it saves. */
  label?: ComponentChildren;
  isReady?: boolean;
  /** What stands before the button, such as another button or files. */
  aside?: ComponentChildren;
}

/** Fields in a column, and the button that sends them. */
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
