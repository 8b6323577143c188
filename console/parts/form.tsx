import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FieldName } from '../texts/field-names.ts';
import { useSay, useSpeech } from '../texts/language.tsx';
import { type ProblemPart, problemParts } from '../texts/problems.ts';
import { Alert } from './alert.tsx';
import { FieldErrorsContext } from './field-errors.ts';
import { useAction } from './use-action.ts';

interface FormProps {
  children: ComponentChildren;
  /** Action of the button. A failure is shown at the fields it is about, or else above the button; the form stays open. */
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
  const form = useRef<HTMLFormElement>(null);
  const { errors, rest, note, clear } = useProblems(form);
  const { isBusy, run } = useAction((_why, error) => note(error));
  const send = () => {
    clear();
    void run(onSend);
  };
  return (
    <form
      class="stack"
      ref={form}
      onInput={({ target }) => {
        if (!isChoice(target)) clear();
      }}
      onChange={clear}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) send();
      }}
    >
      <FieldErrorsContext.Provider value={errors}>{children}</FieldErrorsContext.Provider>
      <Alert why={rest} />
      <div class={`actions ${aside ? 'spread' : ''}`}>
        {aside}
        <button
          type="submit"
          class="button primary"
          aria-disabled={isBusy || !isReady}
          aria-busy={isBusy}
        >
          {label ?? say('do.save')}
        </button>
      </div>
    </form>
  );
}

/** Checkboxes and lists tell a choice by `change`, after `input`: the form drawn anew in between would take the choice back. */
const isChoice = (control: EventTarget | null): boolean =>
  control instanceof HTMLSelectElement ||
  (control instanceof HTMLInputElement && control.type === 'checkbox');

/** Why the last attempt failed: in part at fields, which the focus goes to, the rest for the whole form. */
function useProblems(form: { current: HTMLFormElement | null }) {
  const { language } = useSpeech();
  const [parts, setParts] = useState<ProblemPart[]>([]);
  const shown = useRef(new Set<FieldName>()).current;
  const errors = useMemo(() => {
    const said = new Map(
      parts.flatMap(({ field, said }) => (field && shown.has(field) ? [[field, said]] : [])),
    );
    return { said, shown };
  }, [parts, shown]);
  useEffect(() => {
    if (errors.said.size > 0) showFirst(form.current);
  }, [errors, form]);
  const rest = parts
    .filter(({ field }) => field === undefined || !errors.said.has(field))
    .map(({ named }) => named)
    .join('. ');
  return {
    errors,
    rest: rest || undefined,
    note: (error: unknown) => setParts(problemParts(error, language)),
    clear: () => setParts((before) => (before.length === 0 ? before : [])),
  };
}

/** Focuses the first field with an error, which may be folded in. */
function showFirst(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const fold = field?.closest('details');
  if (fold) fold.open = true;
  field?.focus();
}
