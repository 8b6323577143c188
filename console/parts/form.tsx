import type { ComponentChildren } from 'preact';
import { useSay } from '../texts/language.tsx';
import { useAction } from './use-action.ts';

interface FormProps {
  children: ComponentChildren;
  /** What the button does; a failure becomes a toast, and the form stays. */
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
  const { isBusy, run } = useAction();
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void run(onSend);
      }}
    >
      {children}
      <div class={`actions ${aside ? 'spread' : ''}`}>
        {aside}
        <button type="submit" class="button primary" disabled={isBusy || !isReady}>
          {label ?? say('do.save')}
        </button>
      </div>
    </form>
  );
}
