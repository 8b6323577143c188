import { useState } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { Alert } from './alert.tsx';
import { Dialog } from './dialog.tsx';
import { useAction } from './use-action.ts';

/** By then a closed dialog has given the focus back, if its button is still there. */
const FOCUS_IS_BACK_AFTER_MS = 100;

interface RemoveButtonProps {
  /** What is removed, for readers who do not see where the button is. @default - the label says it */
  name?: string;
  title: string;
  about: string;
  label?: string;
  onRemove(): Promise<unknown>;
}

/** Goes on at the content of the page if the button went with what it removed; the focus would begin above the navigation again. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.getElementById('main')?.focus();
}

/** A button that asks before it removes something. */
export function RemoveButton({ name, title, about, label, onRemove }: RemoveButtonProps) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { isBusy, run } = useAction(setProblem);
  const word = label ?? say('do.delete');
  const remove = () =>
    void run(async () => {
      await onRemove();
      setAsking(false);
      setTimeout(keepFocus, FOCUS_IS_BACK_AFTER_MS);
    });
  return (
    <>
      <button
        type="button"
        class="button quiet small"
        aria-label={name === undefined ? undefined : `${word}: ${name}`}
        onClick={() => setAsking(true)}
      >
        {word}
      </button>
      <Dialog title={title} about={about} isOpen={isAsking} onClose={() => setAsking(false)}>
        <Alert why={problem} />
        <div class="actions">
          <button type="button" class="button quiet" onClick={() => setAsking(false)}>
            {say('do.cancel')}
          </button>
          <button type="button" class="button danger" aria-disabled={isBusy} onClick={remove}>
            {word}
          </button>
        </div>
      </Dialog>
    </>
  );
}
