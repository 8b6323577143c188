import type { FieldName } from '../texts/field-names.ts';
import { useFieldError } from './field-errors.ts';
import { useUniqueId } from './use-unique-id.ts';

interface CheckListProps {
  label: string;
  /** What the API calls the list: a refusal of it, or of one of its entries, is shown here. */
  field: FieldName;
  options: ReadonlyArray<readonly [value: string, text: string]>;
  chosen: readonly string[];
  onChange(chosen: string[]): void;
  /** In columns where there is room. */
  isWide?: boolean;
}

/** A list of which any number can be chosen. */
export function CheckList({ label, field, options, chosen, onChange, isWide }: CheckListProps) {
  const error = useFieldError(field);
  const errorId = useUniqueId();
  const refused = error && { 'aria-invalid': true, 'aria-describedby': errorId };
  const toggle = (value: string, isIn: boolean) =>
    onChange(isIn ? [...chosen, value] : chosen.filter((each) => each !== value));
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class={isWide ? 'columns checks' : undefined}>
        {options.map(([value, text]) => (
          <label key={value} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) => toggle(value, currentTarget.checked)}
              {...refused}
            />
            {text}
          </label>
        ))}
      </div>
      {error && (
        <p id={errorId} class="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
