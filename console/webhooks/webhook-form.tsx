import { CheckList } from '../parts/check-list.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useSay } from '../texts/language.tsx';
import { EVENT_TYPES, useWebhookForm, type WebhookFormProps } from './use-webhook-form.ts';

/** Registers or changes a webhook. A secret that was made for it is shown once. */
export function WebhookForm(props: WebhookFormProps) {
  const say = useSay();
  const { webhook, onClose } = props;
  const { draft, change, isTaken, isReady, save, madeSecret } = useWebhookForm(props);
  const title = webhook ? say('webhooks.edit', { name: webhook.webhookId }) : say('webhooks.new');
  return (
    <Dialog
      title={title}
      about={webhook?.disabledAt && say('webhooks.enables')}
      isOpen
      onClose={onClose}
    >
      {madeSecret ? (
        <MadeSecret secret={madeSecret} onClose={onClose} />
      ) : (
        <Form onSend={save} isReady={isReady}>
          {!webhook && (
            <TextField
              label={say('webhooks.id')}
              field="webhookId"
              value={draft.webhookId}
              onChange={(webhookId) => change({ webhookId })}
              error={isTaken ? say('webhooks.taken', { name: draft.webhookId }) : undefined}
              required
            />
          )}
          <TextField
            label={say('webhooks.url')}
            field="url"
            type="url"
            placeholder="http://127.0.0.1:3000/mail"
            value={draft.url}
            onChange={(url) => change({ url })}
            required
          />
          <CheckList
            label={say('webhooks.events')}
            field="events"
            options={EVENT_TYPES.map((type) => [type, type])}
            chosen={draft.events}
            onChange={(events) =>
              change({ events: EVENT_TYPES.filter((type) => events.includes(type)) })
            }
            isWide
          />
          {webhook && <NewSecret value={draft.secret} onChange={(secret) => change({ secret })} />}
        </Form>
      )}
    </Dialog>
  );
}

function NewSecret({ value, onChange }: { value: string; onChange(secret: string): void }) {
  const say = useSay();
  return (
    <TextField
      label={say('webhooks.newSecret')}
      field="secret"
      help={say('webhooks.newSecretHelp')}
      type="password"
      autocomplete="new-password"
      value={value}
      onChange={onChange}
    />
  );
}

function MadeSecret({ secret, onClose }: { secret: string; onClose(): void }) {
  const say = useSay();
  return (
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
  );
}
