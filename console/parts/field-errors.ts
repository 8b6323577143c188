import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { FieldName } from '../texts/field-names.ts';

interface FieldErrors {
  /** What is wrong, by the API's name of the field. */
  said: ReadonlyMap<FieldName, string>;
  /** The fields that show their own errors; the form says the other ones. */
  shown: Set<FieldName>;
}

export const FieldErrorsContext = createContext<FieldErrors>({ said: new Map(), shown: new Set() });

/** Why the API refused this field of the form; undefined: it did not. */
export function useFieldError(field: FieldName | undefined): string | undefined {
  const { said, shown } = useContext(FieldErrorsContext);
  useEffect(() => {
    if (field === undefined) return undefined;
    shown.add(field);
    return () => void shown.delete(field);
  }, [field, shown]);
  return field && said.get(field);
}
