import { TextField } from '../parts/field.tsx';
import { useSay } from '../texts/language.tsx';

/** What a new customer is asked for; an empty address is none. */
export interface NewCustomer {
  name: string;
  email: string;
}

export const NOBODY: NewCustomer = { name: '', email: '' };

interface CustomerFieldsProps {
  customer: NewCustomer;
  onChange(customer: NewCustomer): void;
}

/** Name and address of a new customer. */
export function CustomerFields({ customer, onChange }: CustomerFieldsProps) {
  const say = useSay();
  return (
    <>
      <TextField
        label={say('people.name')}
        field="name"
        value={customer.name}
        onChange={(name) => onChange({ ...customer, name })}
        required
      />
      <TextField
        label={say('people.email')}
        field="email"
        type="email"
        value={customer.email}
        onChange={(email) => onChange({ ...customer, email })}
      />
    </>
  );
}
