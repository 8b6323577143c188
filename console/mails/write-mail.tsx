import { useState } from 'preact/hooks';
import { local } from '../data/call.ts';
import { facts } from '../data/facts.ts';
import type { OrderedFile } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field, SelectField, TextField } from '../parts/field.tsx';
import { FilePicker, useFilesRead } from '../parts/files.tsx';
import { Form } from '../parts/form.tsx';
import { toast } from '../parts/toasts.tsx';
import { useSay } from '../texts/language.tsx';
import { useChecks } from './use-checks.ts';

/** Writes a mail to the piping address, as anybody outside could. */
export function WriteMail({ onClose }: { onClose(): void }) {
  const say = useSay();
  const checkOptions = useChecks();
  const [from, setFrom] = useState('Carla Bianchi <carla@customer.example>');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [checks, setChecks] = useState(facts.checks?.[0] ?? '');
  const [files, setFiles] = useState<OrderedFile[]>([]);
  const areRead = useFilesRead();
  const send = async () => {
    await local('POST', '/console/mails', { from, subject, text, checks, files });
    toast(say('state.sent'));
    onClose();
  };
  const title = say('in.writeTitle', { address: facts.address ?? '' });
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        onSend={send}
        label={say('do.send')}
        isReady={areRead}
        aside={<FilePicker files={files} onChange={setFiles} />}
      >
        <TextField label={say('in.fromLabel')} value={from} onChange={setFrom} required />
        <TextField label={say('in.subject')} value={subject} onChange={setSubject} />
        <Field label={say('in.mailText')}>
          {(ids) => (
            <textarea
              {...ids}
              dir="auto"
              rows={6}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
        <SelectField
          label={say('reply.proof')}
          value={checks}
          onChange={setChecks}
          options={checkOptions}
        />
      </Form>
    </Dialog>
  );
}
