import { useRef, useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Form } from '../parts/form.tsx';
import { useSay } from '../texts/language.tsx';
import { CustomerFields, NOBODY } from './customer-fields.tsx';
import { ZoneField } from './zone-field.tsx';

/** Creates a customer, under an unused id. */
export function NewUser({ onClose }: { onClose(): void }) {
  const say = useSay();
  const [customer, setCustomer] = useState(NOBODY);
  const [zone, setZone] = useState('');
  // one for all attempts: with another id the next one would make another customer
  const id = useRef<string>();
  const save = async () => {
    const { name, email } = customer;
    const body = { name, ...(email && { email }), ...(zone && { timeZone: zone }) };
    id.current ??= freshId(name, 'customer');
    await api('PUT', `/users/${id.current}`, body);
    await client.invalidateQueries({ queryKey: ['users'] });
    onClose();
  };
  return (
    <Dialog title={say('people.newUser')} isOpen onClose={onClose}>
      <Form onSend={save}>
        <CustomerFields customer={customer} onChange={setCustomer} />
        <ZoneField value={zone} onChange={setZone} />
      </Form>
    </Dialog>
  );
}
