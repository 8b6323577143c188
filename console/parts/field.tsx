import type { ComponentChildren } from 'preact';
import type { FieldName } from '../texts/field-names.ts';
import { useFieldError } from './field-errors.ts';
import { useUniqueId } from './use-unique-id.ts';

interface FieldProps {
  label: string;
  /** What the API calls it: a refusal of it is shown here. */
  field?: FieldName | undefined;
  help?: ComponentChildren;
  error?: string | undefined;
  children(ids: {
    id: string;
    'aria-describedby'?: string;
    'aria-invalid'?: true;
  }): ComponentChildren;
}

/** A label, its control, and the help or error text. */
export function Field({ label, field, help, error: found, children }: FieldProps) {
  const id = useUniqueId();
  const refused = useFieldError(field);
  const error = found ?? refused;
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true as const }),
      })}
      {help && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  field?: FieldName;
  value: string;
  onChange(value: string): void;
  help?: ComponentChildren;
  error?: string | undefined;
  type?: string;
  required?: boolean;
  placeholder?: string;
  autocomplete?: 'off' | 'new-password';
}

export function TextField({ label, field, help, error, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} field={field} help={help} error={error}>
      {(ids) => (
        <input
          {...ids}
          {...(rest.type === undefined && { dir: 'auto' as const })}
          {...rest}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps {
  label: string;
  field?: FieldName;
  value: string;
  onChange(value: string): void;
  options: Array<[value: string, text: string]>;
  /** Text of the empty choice above the others. @default - there is none */
  none?: string;
  help?: ComponentChildren;
  error?: string | undefined;
}

export function SelectField({
  label,
  field,
  value,
  onChange,
  options,
  none,
  help,
  error,
}: SelectFieldProps) {
  const isGone = options.length > 0 && value !== '' && options.every(([each]) => each !== value);
  const all: SelectFieldProps['options'] = [
    ...(none === undefined ? [] : [['', none] as [string, string]]),
    ...options,
    ...(isGone ? [[value, value] as [string, string]] : []),
  ];
  return (
    <Field label={label} field={field} help={help} error={error}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {all.map(([option, text]) => (
            <option key={option} value={option} selected={option === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
