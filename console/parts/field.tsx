import type { ComponentChildren } from 'preact';
import { useUniqueId } from './use-unique-id.ts';

interface FieldProps {
  label: string;
  help?: ComponentChildren;
  error?: string | undefined;
  children(ids: {
    id: string;
    'aria-describedby'?: string;
    'aria-invalid'?: true;
  }): ComponentChildren;
}

/** A label, its control, and the help or error text. */
export function Field({ label, help, error, children }: FieldProps) {
  const id = useUniqueId();
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
  value: string;
  onChange(value: string): void;
  help?: ComponentChildren;
  error?: string | undefined;
  type?: string;
  required?: boolean;
  placeholder?: string;
  autocomplete?: 'off' | 'new-password';
}

export function TextField({ label, help, error, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error}>
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
  value,
  onChange,
  options,
  none,
  help,
  error,
}: SelectFieldProps) {
  const all: SelectFieldProps['options'] = none === undefined ? options : [['', none], ...options];
  return (
    <Field label={label} help={help} error={error}>
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
