import { Webhook as WebhookIcon } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useWebhookLog, useWebhooks } from '../data/queries.ts';
import type { Webhook, WebhookDelivery } from '../data/types.ts';
import { Fold } from '../parts/fold.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Badge, Empty, Time } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { WebhookForm } from './webhook-form.tsx';

const refresh = () => client.invalidateQueries({ queryKey: ['webhooks'] });

export function WebhooksPage() {
  const say = useSay();
  const query = useWebhooks();
  const [isAdding, setAdding] = useState(false);
  return (
    <div class="page">
      <div class="card-head">
        <h1>{say('webhooks.title')}</h1>
        <button type="button" class="button primary" onClick={() => setAdding(true)}>
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
            webhooks.map((webhook) => <Card key={webhook.webhookId} webhook={webhook} />)
          )
        }
      </Loaded>
      {isAdding && (
        <WebhookForm
          taken={(query.data ?? []).map(({ webhookId }) => webhookId)}
          onClose={() => setAdding(false)}
          onSaved={refresh}
        />
      )}
    </div>
  );
}

interface Tested {
  delivered: boolean;
  status?: number;
  error?: string;
}

function Card({ webhook }: { webhook: Webhook }) {
  const say = useSay();
  const { webhookId, url, events, disabledAt, deadDeliveries } = webhook;
  const { isBusy, run } = useAction();
  const path = `/webhooks/${encodeURIComponent(webhookId)}`;
  const test = () =>
    void run(async () => {
      const { delivered, status, error } = await api<Tested>('POST', `${path}/test`);
      const said =
        status === undefined
          ? say('webhooks.notReached', { error: error ?? '–' })
          : say('webhooks.tested', { status });
      toast(said, delivered ? 'good' : 'bad');
      await refresh();
    });
  const remove = async () => {
    await api('DELETE', path);
    await refresh();
  };
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
      <WebhookLog webhookId={webhookId} />
      <div class="actions start">
        <button type="button" class="button" aria-disabled={isBusy} onClick={test}>
          {say('webhooks.test')}
        </button>
        <RemoveButton
          name={webhookId}
          title={say('webhooks.remove', { name: webhookId })}
          about={say('webhooks.removeAbout')}
          onRemove={remove}
        />
      </div>
    </section>
  );
}

const TONES: Record<WebhookDelivery['state'], string> = {
  delivered: 'good',
  waiting: 'warn',
  dead: 'bad',
  dropped: 'calm',
};

function WebhookLog({ webhookId }: { webhookId: string }) {
  const say = useSay();
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
                        error ?? status,
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
