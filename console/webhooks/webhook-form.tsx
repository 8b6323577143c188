import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import type { Webhook } from '../data/types.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useSay } from '../texts/language.tsx';

const EVENTS = ['message.created', 'message.bounced', 'inbound.held'];

interface WebhookFormProps {
  /** Ids that other webhooks have: a PUT under one of them would replace that webhook. */
  taken: string[];
  onClose(): void;
  onSaved(): Promise<unknown>;
}

/** Registers a webhook. Its generated secret is shown once. */
export function WebhookForm({ taken, onClose, onSaved }: WebhookFormProps) {
  const say = useSay();
  const [webhookId, setWebhookId] = useState(taken.includes('chat') ? '' : 'chat');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState(EVENTS);
  const [secret, setSecret] = useState<string>();
  const save = async () => {
    const path = `/webhooks/${encodeURIComponent(webhookId)}`;
    const made = await api<Webhook & { secret?: string }>('PUT', path, { url, events });
    await onSaved();
    if (made.secret) setSecret(made.secret);
    else onClose();
  };
  const isTaken = taken.includes(webhookId);
  const toggle = (name: string, isOn: boolean) =>
    setEvents(isOn ? [...events, name] : events.filter((each) => each !== name));
  return (
    <Dialog title={say('webhooks.new')} isOpen onClose={onClose}>
      {secret ? (
        <div class="stack">
          <p>{say('webhooks.secret')}</p>
          <pre class="secret">{secret}</pre>
          <div class="actions spread">
            <CopyButton text={secret} />
            <button type="button" class="button primary" onClick={onClose}>
              {say('do.close')}
            </button>
          </div>
        </div>
      ) : (
        <Form onSend={save} isReady={events.length > 0 && !isTaken}>
          <TextField
            label={say('webhooks.id')}
            value={webhookId}
            onChange={setWebhookId}
            error={isTaken ? say('webhooks.taken', { name: webhookId }) : undefined}
            required
          />
          <TextField
            label={say('webhooks.url')}
            type="url"
            placeholder="http://127.0.0.1:3000/mail"
            value={url}
            onChange={setUrl}
            required
          />
          <fieldset>
            <legend>{say('webhooks.events')}</legend>
            {EVENTS.map((name) => (
              <label key={name} class="check">
                <input
                  type="checkbox"
                  checked={events.includes(name)}
                  onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
                />
                {name}
              </label>
            ))}
          </fieldset>
        </Form>
      )}
    </Dialog>
  );
}
