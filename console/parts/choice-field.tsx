import type { ComponentChildren } from 'preact';
import type { FieldName } from '../texts/field-names.ts';
import { useSay } from '../texts/language.tsx';
import { type Choice, chosenId } from './choices.ts';
import { Field } from './field.tsx';
import { useUniqueId } from './use-unique-id.ts';

interface ChoiceFieldProps {
  label: string;
  field?: FieldName;
  typed: string;
  onType(typed: string): void;
  choices: readonly Choice[];
  /** What it means to type nothing. */
  none: string;
  help?: ComponentChildren;
}

/** A text field that offers choices while one types; the form is not sent with what is none of them. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, field, typed, onType, choices, none, help } = props;
  const say = useSay();
  const listId = useUniqueId();
  const isNone = typed.trim() !== '' && chosenId(typed, choices) === undefined;
  return (
    <Field label={label} field={field} help={help}>
      {(ids) => (
        <>
          <input
            {...ids}
            ref={(input) => input?.setCustomValidity(isNone ? say('choice.none') : '')}
            dir="auto"
            list={listId}
            autocomplete="off"
            placeholder={none}
            value={typed}
            onInput={({ currentTarget }) => onType(currentTarget.value)}
          />
          <datalist id={listId}>
            {choices.map(({ id, text }) => (
              <option key={id} value={text} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
