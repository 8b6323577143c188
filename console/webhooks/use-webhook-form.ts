import { useState } from 'preact/hooks';
import { api, find } from '../data/call.ts';
import type { Webhook } from '../data/types.ts';
import { useUnchanged } from '../parts/use-unchanged.ts';
import { refreshWebhooks } from './refresh-webhooks.ts';

export type EventType = Webhook['events'][number];

/** Every event, and whether a new webhook begins with it. */
const EVENTS: Readonly<Record<EventType, boolean>> = {
  'message.created': true,
  'message.sent': false,
  'message.failed': false,
  'message.bounced': true,
  'inbound.received': false,
  'inbound.held': true,
  'conversation.created': false,
  'user.created': false,
  'user.updated': false,
  'user.erased': false,
};
export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

/** What stands in the form. An empty secret keeps the present one, or has one made. */
export interface WebhookDraft {
  webhookId: string;
  url: string;
  events: EventType[];
  secret: string;
}

const draftOf = ({ webhookId, url, events }: Webhook): WebhookDraft => ({
  webhookId,
  url,
  events,
  secret: '',
});

const newDraft = (taken: readonly string[]): WebhookDraft => ({
  webhookId: taken.includes('chat') ? '' : 'chat',
  url: '',
  events: EVENT_TYPES.filter((type) => EVENTS[type]),
  secret: '',
});

export interface WebhookFormProps {
  /** The webhook to change; undefined: a new one. */
  webhook: Webhook | undefined;
  /** Ids that webhooks have: a new one under one of them would replace that webhook. */
  taken: readonly string[];
  onClose(): void;
}

export function useWebhookForm({ webhook, taken, onClose }: WebhookFormProps) {
  const [draft, setDraft] = useState(() => (webhook ? draftOf(webhook) : newDraft(taken)));
  const [madeSecret, setMadeSecret] = useState<string>();
  const change = (changes: Partial<WebhookDraft>) =>
    setDraft((before) => ({ ...before, ...changes }));
  const expectUnchanged = useUnchanged(webhook, draftOf);
  const isTaken = webhook === undefined && taken.includes(draft.webhookId);
  const save = async () => {
    const { webhookId, secret, url, events } = draft;
    const body = { url, events, ...(secret && { secret }) };
    const path = `/webhooks/${encodeURIComponent(webhookId)}`;
    const present = await find<Webhook>(path);
    // the list was outdated: read again, it makes the form say that the name is taken
    if (!webhook && present) return refreshWebhooks();
    expectUnchanged(present);
    const saved = await api<Webhook & { secret?: string }>('PUT', path, body);
    // at once: it is answered this once, and the list may take its time
    if (saved.secret) setMadeSecret(saved.secret);
    await refreshWebhooks();
    if (!saved.secret) onClose();
  };
  return { draft, change, isTaken, isReady: draft.events.length > 0 && !isTaken, save, madeSecret };
}
