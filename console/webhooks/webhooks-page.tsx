import { Webhook as WebhookIcon } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { useWebhookLog, useWebhooks } from '../data/queries.ts';
import type { Webhook, WebhookDelivery } from '../data/types.ts';
import { Fold } from '../parts/fold.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Badge, Empty, Time } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay, useSpeech } from '../texts/language.tsx';
import { sayReceiverError } from './receiver-errors.ts';
import { refreshWebhooks } from './refresh-webhooks.ts';
import { WebhookForm } from './webhook-form.tsx';

export function WebhooksPage() {
  const say = useSay();
  const query = useWebhooks();
  const [edited, setEdited] = useState<Webhook | 'new'>();
  return (
    <div class="page">
      <div class="card-head">
        <h1>{say('webhooks.title')}</h1>
        <button type="button" class="button primary" onClick={() => setEdited('new')}>
          {say('webhooks.new')}
        </button>
      </div>
      <p class="muted">{say('webhooks.about')}</p>
      <Loaded query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <Empty icon={<WebhookIcon size={36} aria-hidden="true" />} title={say('webhooks.none')}>
              <p class="muted">{say('webhooks.noneAbout')}</p>
            </Empty>
          ) : (
            webhooks.map((webhook) => (
              <Card key={webhook.webhookId} webhook={webhook} onEdit={() => setEdited(webhook)} />
            ))
          )
        }
      </Loaded>
      {edited && (
        <WebhookForm
          webhook={edited === 'new' ? undefined : edited}
          taken={(query.data ?? []).map(({ webhookId }) => webhookId)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

interface CardProps {
  webhook: Webhook;
  onEdit(): void;
}

function Card({ webhook, onEdit }: CardProps) {
  const say = useSay();
  const { webhookId, url, events, disabledAt, deadDeliveries } = webhook;
  return (
    <section class="card stack" aria-label={webhookId}>
      <div class="card-head">
        <h2>{webhookId}</h2>
        {disabledAt && <Badge tone="bad">{say('webhooks.disabled')}</Badge>}
        {deadDeliveries > 0 && (
          <Badge tone="warn">{say('webhooks.dead', { count: deadDeliveries })}</Badge>
        )}
      </div>
      <p>
        <code>{url}</code>
      </p>
      <p class="chips">
        {events.map((event) => (
          <Badge key={event}>{event}</Badge>
        ))}
      </p>
      {/* above the log, which grows: a button that moves while it is pressed is not clicked */}
      <CardActions webhookId={webhookId} onEdit={onEdit} />
      <WebhookLog webhookId={webhookId} />
    </section>
  );
}

function CardActions({ webhookId, onEdit }: { webhookId: string; onEdit(): void }) {
  const say = useSay();
  const { isBusy, test, remove } = useWebhookActions(webhookId);
  return (
    <div class="actions start">
      <button
        type="button"
        class="button"
        aria-label={`${say('webhooks.test')}: ${webhookId}`}
        aria-disabled={isBusy}
        onClick={test}
      >
        {say('webhooks.test')}
      </button>
      <button
        type="button"
        class="button quiet small"
        aria-label={say('webhooks.edit', { name: webhookId })}
        onClick={onEdit}
      >
        {say('do.edit')}
      </button>
      <RemoveButton
        name={webhookId}
        title={say('webhooks.remove', { name: webhookId })}
        about={say('webhooks.removeAbout')}
        onRemove={remove}
      />
    </div>
  );
}

interface Tested {
  delivered: boolean;
  status?: number;
  error?: string;
}

function useWebhookActions(webhookId: string) {
  const { say, language } = useSpeech();
  const { isBusy, run } = useAction();
  const path = `/webhooks/${encodeURIComponent(webhookId)}`;
  const test = () =>
    void run(async () => {
      const { delivered, status, error } = await api<Tested>('POST', `${path}/test`);
      const said =
        status === undefined
          ? say('webhooks.notReached', { error: sayReceiverError(error ?? '–', language) })
          : say('webhooks.tested', { status });
      toast(said, delivered ? 'good' : 'bad');
      await refreshWebhooks();
    });
  const remove = async () => {
    await api('DELETE', path);
    await refreshWebhooks();
  };
  return { isBusy, test, remove };
}

const TONES: Record<WebhookDelivery['state'], string> = {
  delivered: 'good',
  waiting: 'warn',
  dead: 'bad',
  dropped: 'calm',
};

function WebhookLog({ webhookId }: { webhookId: string }) {
  const { say, language } = useSpeech();
  const query = useWebhookLog(webhookId);
  return (
    <Fold label={say('webhooks.log')} isOpen>
      <Loaded query={query}>
        {({ recentDeliveries = [] }) =>
          recentDeliveries.length === 0 ? (
            <p class="muted">{say('webhooks.noLog')}</p>
          ) : (
            <ul class="deliveries">
              {recentDeliveries.map(
                ({ eventId, type, state, attempts, status, error, beganAt }) => (
                  <li key={eventId}>
                    <Badge tone={TONES[state]}>{say(`webhooks.state.${state}`)}</Badge>
                    <span>{type}</span>
                    <span class="muted">
                      {[
                        // the error says the status, too
                        error === undefined ? status : sayReceiverError(error, language),
                        say(attempts === 1 ? 'webhooks.attempt' : 'webhooks.attempts', {
                          count: attempts,
                        }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    <Time at={beganAt} />
                  </li>
                ),
              )}
            </ul>
          )
        }
      </Loaded>
    </Fold>
  );
}
