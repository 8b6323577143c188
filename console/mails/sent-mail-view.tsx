import { useEffect, useRef, useState } from 'preact/hooks';
import { local } from '../data/call.ts';
import { useSentMail } from '../data/queries.ts';
import type { ReadMail, SentMail } from '../data/types.ts';
import { AttachedFiles } from '../parts/files.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Moment } from '../parts/marks.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { ReplyForm } from './reply-form.tsx';

interface SentMailViewProps {
  mail: SentMail;
  /** Called when a reply is begun or given up. */
  onDraft?: ((isBegun: boolean) => void) | undefined;
  /** Level of the subject's heading. @default - h3 */
  heading?: 'h2' | 'h3';
}

/** A mail as its recipient sees it, and what the recipient may do with it. */
export function SentMailView({ mail, onDraft, heading: Heading = 'h3' }: SentMailViewProps) {
  const say = useSay();
  const query = useSentMail(mail.sesMessageId);
  return (
    <article class="sent-mail">
      <Heading>
        <bdi>{mail.subject}</bdi>
      </Heading>
      <dl class="mail-facts">
        <dt>{say('mails.from')}</dt>
        <dd dir="auto">{mail.from}</dd>
        <dt>{say('mails.toLabel')}</dt>
        <dd>{mail.to.join(', ')}</dd>
        <dt>{say('mails.sentAt')}</dt>
        <dd>
          <Moment at={mail.at} />
        </dd>
      </dl>
      <Loaded query={query}>
        {(read) => (
          <>
            <AttachedFiles files={read.attachments} />
            <MailViews mail={mail} read={read} />
          </>
        )}
      </Loaded>
      <ReplyForm mail={mail} onDraft={onDraft} />
      <Feedback mail={mail} />
    </article>
  );
}

function MailViews({ mail, read }: { mail: SentMail; read: ReadMail }) {
  const say = useSay();
  const frame = () => <MailFrame mail={mail} />;
  return (
    <Tabs
      label={say('mails.views')}
      items={[
        ...(read.hasHtml ? [{ value: 'html', label: say('mails.html'), content: frame }] : []),
        {
          value: 'text',
          label: say('mails.text'),
          content: () => (
            <pre dir="auto" tabIndex={0}>
              {read.text}
            </pre>
          ),
        },
        { value: 'headers', label: say('mails.headers'), content: () => <Headers read={read} /> },
        {
          value: 'raw',
          label: say('mails.raw'),
          content: () => <pre tabIndex={0}>{read.raw}</pre>,
        },
      ]}
    />
  );
}

/**
 * The mail in a frame of its own. No selector matches while the keyboard is in there, so the page looks itself: after the event, because
 * Firefox names the frame as the active element only then.
 */
function MailFrame({ mail }: { mail: SentMail }) {
  const say = useSay();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isFocused, setFocused] = useState(false);
  useEffect(() => {
    const look = () => setTimeout(() => setFocused(document.activeElement === frame.current));
    window.addEventListener('blur', look);
    window.addEventListener('focus', look, true);
    return () => {
      window.removeEventListener('blur', look);
      window.removeEventListener('focus', look, true);
    };
  }, []);
  return (
    <iframe
      ref={frame}
      class={`mail-frame ${isFocused ? 'focused' : ''}`}
      sandbox=""
      title={say('mails.frame')}
      src={`/console/mails/${mail.sesMessageId}`}
    />
  );
}

function Headers({ read }: { read: ReadMail }) {
  return (
    <dl class="headers">
      {read.headers.map(({ name, value }, index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the recipient's server or mail program may report to SES. */
function Feedback({ mail: { sesMessageId, to } }: { mail: SentMail }) {
  const say = useSay();
  const { isBusy, run } = useAction();
  const tell = (type: 'Bounce' | 'Complaint') =>
    void run(async () => {
      await local('POST', '/feedback', { type, sesMessageId, recipient: to[0] });
      toast(say('mails.feedbackSent'));
    });
  return (
    <div class="actions start">
      <button
        type="button"
        class="button quiet small"
        aria-disabled={isBusy}
        onClick={() => tell('Bounce')}
      >
        {say('mails.bounce')}
      </button>
      <button
        type="button"
        class="button quiet small"
        aria-disabled={isBusy}
        onClick={() => tell('Complaint')}
      >
        {say('mails.complaint')}
      </button>
    </div>
  );
}
