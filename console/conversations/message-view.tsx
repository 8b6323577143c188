import { ChevronRight, Mail, MailCheck, MailMinus, MailX } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { isLocal } from '../data/facts.ts';
import { useDeliveriesOf } from '../data/queries.ts';
import type { Delivery, Message } from '../data/types.ts';
import { Fold } from '../parts/fold.tsx';
import { LinkedText } from '../parts/linked-text.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Time } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';
import { type ReasonKey, reasonKey, reasonsEn } from '../texts/reasons.ts';
import { AttachmentList } from './attachment-list.tsx';
import { useNames } from './people-names.ts';

interface MessageProps {
  conversationId: string;
  message: Message;
  deliveries: Delivery[] | undefined;
  /** Who was mailed is read on request. */
  isEarlier: boolean;
}

export function MessageView({ conversationId, message, deliveries, isEarlier }: MessageProps) {
  const say = useSay();
  const name = useAuthorName(message);
  const { author, text, elided, attachments, mailId } = message;
  return (
    <li class={`message from-${author.kind}`}>
      <Avatar name={name} kind={author.kind} />
      <div class="message-main">
        <MessageHead message={message} name={name} />
        {text && (
          <p class="bubble" dir="auto">
            <LinkedText text={text} />
          </p>
        )}
        <AttachmentList attachments={attachments} />
        <div class="message-foot">
          {elided && (
            <Fold label={say('chat.cut')}>
              <pre dir="auto">{elided}</pre>
            </Fold>
          )}
          {mailId && (
            <Link class="foot-link" href={`/mail-in/${mailId}`}>
              {say('chat.original')}
            </Link>
          )}
        </div>
        {isEarlier && !deliveries ? (
          <MailedEarlier conversationId={conversationId} messageId={message.messageId} />
        ) : (
          <Mailed conversationId={conversationId} deliveries={deliveries} />
        )}
      </div>
    </li>
  );
}

function useAuthorName({ author: { kind, id, name, address } }: Message): string {
  const say = useSay();
  const names = useNames();
  const byId = id && (kind === 'agent' ? names.agent : names.user)(id);
  return name ?? byId ?? address ?? say(`chat.${kind}`);
}

function MessageHead({ message, name }: { message: Message; name: string }) {
  const say = useSay();
  const { author, channel, flags, createdAt } = message;
  const kind = say(`chat.${author.kind}`);
  return (
    <p class="message-head">
      <bdi class="message-name">{name}</bdi>
      {name !== kind && <span class="muted">{kind}</span>}
      {channel === 'email' && (
        <Badge tone="mail">
          <Mail size={12} aria-hidden="true" /> {say('chat.byMail')}
        </Badge>
      )}
      {flags.map((flag) => (
        <Badge key={flag} tone="warn">
          {`flag.${flag}` in reasonsEn ? say(`flag.${flag}` as ReasonKey) : flag}
        </Badge>
      ))}
      <Time at={createdAt} />
    </p>
  );
}

/** From so many others on, one recipient is named; the rows below name all. */
const MANY = 2;

/** Who was mailed about the message, who was not, and why (S11). */
function Mailed({
  conversationId,
  deliveries,
}: {
  conversationId: string;
  deliveries: Delivery[] | undefined;
}) {
  const say = useSay();
  if (!deliveries || deliveries.length === 0) return null;
  const decided = (...among: Array<Delivery['decision']>) => {
    const [first = '', ...others] = deliveries
      .filter(({ decision }) => among.includes(decision))
      .map(({ recipient }) => recipient ?? '');
    const isMany = others.length >= MANY;
    return isMany
      ? say('chat.andOthers', { who: first, count: others.length })
      : [first, ...others].join(', ');
  };
  const sent = decided('sent');
  const notArrived = decided('failed', 'bounced');
  const isBad = notArrived !== '';
  const Icon = isBad ? MailX : sent ? MailCheck : MailMinus;
  const summary = [
    sent && say('chat.mailedTo', { who: sent }),
    isBad && say('chat.notArrived', { who: notArrived }),
  ].filter(Boolean);
  return (
    <details class={`fold mailed ${isBad ? 'bad' : ''}`}>
      <summary title={say('chat.whoWasMailed')}>
        <ChevronRight size={14} aria-hidden="true" />
        <Icon size={14} aria-hidden="true" />
        {summary.join(' · ') || say('chat.mailedNobody')}
      </summary>
      <Deliveries conversationId={conversationId} deliveries={deliveries} />
    </details>
  );
}

/** Who was mailed about a message that is not among the newest. */
function MailedEarlier({
  conversationId,
  messageId,
}: {
  conversationId: string;
  messageId: string;
}) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const query = useDeliveriesOf(conversationId, messageId, isOpen);
  return (
    <details class="fold mailed" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <ChevronRight size={14} aria-hidden="true" />
        {say('chat.whoWasMailed')}
      </summary>
      {isOpen && (
        <Loaded query={query}>
          {(deliveries) =>
            deliveries.length === 0 ? (
              <p class="muted">{say('chat.mailedNobody')}</p>
            ) : (
              <Deliveries conversationId={conversationId} deliveries={deliveries} />
            )
          }
        </Loaded>
      )}
    </details>
  );
}

function Deliveries({
  conversationId,
  deliveries,
}: {
  conversationId: string;
  deliveries: Delivery[];
}) {
  return (
    <ul class="deliveries">
      {deliveries.map((delivery) => (
        <DeliveryRow
          key={`${delivery.participant?.kind} ${delivery.participant?.id} ${delivery.reason}`}
          conversationId={conversationId}
          delivery={delivery}
        />
      ))}
    </ul>
  );
}

const TONES: Record<string, string> = {
  sent: 'good',
  skipped: 'calm',
  failed: 'bad',
  bounced: 'bad',
};

function DeliveryRow({ conversationId, delivery }: { conversationId: string; delivery: Delivery }) {
  const say = useSay();
  const { recipient, participant, decision, reason, count, sesMessageId } = delivery;
  const key = reasonKey('out', reason);
  const who = recipient ?? participant?.id ?? (count === undefined ? '' : `× ${count}`);
  return (
    <li>
      <Badge tone={TONES[decision] ?? 'calm'}>{say(`out.decision.${decision}`)}</Badge>
      {sesMessageId && isLocal ? (
        <Link href={`/conversations/${conversationId}/mails/${sesMessageId}`}>{who}</Link>
      ) : (
        <span>{who}</span>
      )}
      <span class="muted">{key ? say(key) : reason}</span>
    </li>
  );
}
