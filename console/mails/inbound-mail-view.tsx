import { ArrowLeft, Download, MessagesSquare } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../data/call.ts';
import { isMissing } from '../data/call-error.ts';
import { client } from '../data/client.ts';
import { useInboundMail } from '../data/queries.ts';
import type { InboundMail, ReplayView } from '../data/types.ts';
import { AttachedFiles } from '../parts/files.tsx';
import { Fold } from '../parts/fold.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Badge, Moment } from '../parts/marks.tsx';
import { Missing } from '../parts/missing.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useTitle } from '../parts/use-title.ts';
import { useSay } from '../texts/language.tsx';
import { type ReasonKey, reasonKey, reasonsEn } from '../texts/reasons.ts';
import { MailChecks } from './mail-checks.tsx';
import { OUTCOME_TONES } from './outcome-tones.ts';
import { ReleaseMail } from './release-mail.tsx';

export function InboundMailView({ id, list }: { id: string; list: string }) {
  const say = useSay();
  const query = useInboundMail(id);
  if (isMissing(query.error)) return <Missing title={say('in.unknown')} to={list} />;
  return <Loaded query={query}>{(mail) => <Mail mail={mail} list={list} />}</Loaded>;
}

function Mail({ mail, list }: { mail: InboundMail; list: string }) {
  const say = useSay();
  const { subject, from, receivedAt, outcome, reason, detail, conversationId } = mail;
  const why = reasonKey('in', reason);
  useTitle(subject || say('in.noSubject'));
  return (
    <article class="inbound">
      <header class="pane-head">
        <Link href={list} class="icon-button only-narrow" aria-label={say('do.back')}>
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h2>
          <bdi>{subject || say('in.noSubject')}</bdi>
        </h2>
      </header>
      <div class={`verdict ${OUTCOME_TONES[outcome]}`}>
        <Badge tone={OUTCOME_TONES[outcome]}>{say(`outcome.${outcome}`)}</Badge>
        <p>
          {why ? say(why) : reason}
          {detail && <span class="muted"> ({detail})</span>}
        </p>
      </div>
      <div class="actions start">
        {conversationId && outcome === 'delivered' && (
          <Link class="button" href={`/conversations/${conversationId}`}>
            <MessagesSquare size={16} aria-hidden="true" /> {say('in.openConversation')}
          </Link>
        )}
        <Decisions mail={mail} />
      </div>
      <dl class="mail-facts">
        <dt>{say('in.fromLabel')}</dt>
        <dd>{from || say('in.noSender')}</dd>
        <dt>{say('in.received')}</dt>
        <dd>
          <Moment at={receivedAt} />
        </dd>
        <Facts mail={mail} />
      </dl>
      <Content mail={mail} />
    </article>
  );
}

function Facts({
  mail: { signal, verdicts, via, mailbox, conversationId },
}: {
  mail: InboundMail;
}) {
  const say = useSay();
  const signalKey = `signal.${signal}`;
  return (
    <>
      {conversationId && (
        <>
          <dt>{say('in.releaseConversation')}</dt>
          <dd>
            <Link href={`/conversations/${conversationId}`}>{conversationId}</Link>
          </dd>
        </>
      )}
      {signal && (
        <>
          <dt>{say('in.signal')}</dt>
          <dd>{signalKey in reasonsEn ? say(signalKey as ReasonKey) : signal}</dd>
        </>
      )}
      {via && (
        <>
          <dt>{say('in.via')}</dt>
          <dd>
            {via === 'ses' ? say('in.viaSes') : say('in.viaMailbox', { name: mailbox ?? '' })}
          </dd>
        </>
      )}
      <MailChecks verdicts={verdicts} />
    </>
  );
}

/** The text of the mail as it would appear in the chat. */
function Content({ mail }: { mail: InboundMail }) {
  const say = useSay();
  const { text, elided, attachments = [], rawUrl } = mail;
  if (text === undefined && elided === undefined && rawUrl === undefined) return null;
  return (
    <section class="content" aria-label={say('in.text')}>
      <pre class="mail-text" dir="auto">
        {text || say('in.noText')}
      </pre>
      {elided && (
        <Fold label={say('chat.cut')}>
          <pre dir="auto">{elided}</pre>
        </Fold>
      )}
      <AttachedFiles files={attachments} />
      {rawUrl && (
        <a class="button quiet small" href={rawUrl} download>
          <Download size={15} aria-hidden="true" /> {say('in.raw')}
        </a>
      )}
    </section>
  );
}

/** What a person may do with a mail: release it, or have it judged again. */
function Decisions({ mail }: { mail: InboundMail }) {
  const say = useSay();
  const { mailId, outcome } = mail;
  const [isReleasing, setReleasing] = useState(false);
  const [preview, setPreview] = useState<{ before: ReplayView; after: ReplayView }>();
  const { isBusy, run } = useAction();
  const refresh = () => client.invalidateQueries({ queryKey: ['inbound'] });
  const look = () =>
    void run(async () => {
      setPreview(await api('POST', `/inbound/${mailId}/replay`, { preview: true }));
    });
  const replay = () =>
    void run(async () => {
      await api('POST', `/inbound/${mailId}/replay`, {});
      setPreview(undefined);
      await refresh();
      toast(say('in.replayed'));
    });
  return (
    <>
      {(outcome === 'held' || outcome === 'rejected') && (
        <button type="button" class="button primary" onClick={() => setReleasing(true)}>
          {say('in.release')}
        </button>
      )}
      <button type="button" class="button quiet" aria-disabled={isBusy} onClick={look}>
        {say('in.preview')}
      </button>
      {preview && (
        <div class="replay">
          <ReplaySide title={say('in.before')} view={preview.before} />
          <ReplaySide title={say('in.after')} view={preview.after} />
          {outcome !== 'delivered' && (
            <button type="button" class="button" aria-disabled={isBusy} onClick={replay}>
              {say('in.replay')}
            </button>
          )}
        </div>
      )}
      {isReleasing && (
        <ReleaseMail mail={mail} onClose={() => setReleasing(false)} onReleased={refresh} />
      )}
    </>
  );
}

function ReplaySide({ title, view }: { title: string; view: ReplayView }) {
  const say = useSay();
  const why = reasonKey('in', view.reason);
  return (
    <section class="card" aria-label={title}>
      <h3>{title}</h3>
      <p>
        <Badge tone={OUTCOME_TONES[view.outcome]}>{say(`outcome.${view.outcome}`)}</Badge>{' '}
        {why ? say(why) : view.reason}
      </p>
      {view.conversationId && <p>{say('in.conversation', { id: view.conversationId })}</p>}
      {view.text && (
        <pre class="mail-text" dir="auto">
          {view.text}
        </pre>
      )}
    </section>
  );
}
