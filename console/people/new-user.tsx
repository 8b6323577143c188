import { useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useSay } from '../texts/language.tsx';
import { ZoneField } from './zone-field.tsx';

/** Creates a customer, under an unused id. */
export function NewUser({ onClose }: { onClose(): void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [zone, setZone] = useState('');
  const save = async () => {
    const body = { name, ...(email && { email }), ...(zone && { timeZone: zone }) };
    await api('PUT', `/users/${freshId(name, 'customer')}`, body);
    await client.invalidateQueries({ queryKey: ['users'] });
    onClose();
  };
  return (
    <Dialog title={say('people.newUser')} isOpen onClose={onClose}>
      <Form onSend={save}>
        <TextField
          label={say('people.name')}
          field="name"
          value={name}
          onChange={setName}
          required
        />
        <TextField
          label={say('people.email')}
          field="email"
          type="email"
          value={email}
          onChange={setEmail}
        />
        <ZoneField value={zone} onChange={setZone} />
      </Form>
    </Dialog>
  );
}
