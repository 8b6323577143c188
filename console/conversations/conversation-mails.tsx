import { ArrowLeft, MailOpen } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useSentMails } from '../data/queries.ts';
import type { SentMail } from '../data/types.ts';
import { MailList } from '../mails/mail-list.tsx';
import { SentMailView } from '../mails/sent-mail-view.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';

interface ConversationMailsProps {
  conversationId: string | undefined;
  chosen: string | undefined;
}

/** The mails of a conversation that were sent, the newest one open. */
export function ConversationMails({ conversationId, chosen }: ConversationMailsProps) {
  const query = useSentMails(conversationId);
  if (conversationId === undefined) return <NoMail />;
  return (
    <Loaded query={query}>
      {(mails) => (
        <>
          <MailsHead conversationId={conversationId} />
          <OpenMail conversationId={conversationId} mails={mails} chosen={chosen} />
        </>
      )}
    </Loaded>
  );
}

function NoMail() {
  const say = useSay();
  return (
    <Empty icon={<MailOpen size={36} aria-hidden="true" />} title={say('mails.none')}>
      <p class="muted">{say('mails.noneAbout')}</p>
    </Empty>
  );
}

function MailsHead({ conversationId }: { conversationId: string }) {
  const say = useSay();
  return (
    <header class="pane-head">
      <Link
        href={`/conversations/${conversationId}`}
        class="icon-button only-medium"
        aria-label={say('do.back')}
      >
        <ArrowLeft size={18} aria-hidden="true" />
      </Link>
      <h2>{say('mails.title')}</h2>
    </header>
  );
}

interface OpenMailProps {
  conversationId: string;
  /** Newest first. */
  mails: SentMail[];
  chosen: string | undefined;
}

function OpenMail({ conversationId, mails, chosen }: OpenMailProps) {
  // while somebody writes a reply, the mail that they reply to stays open, whatever is sent meanwhile
  const [answered, setAnswered] = useState<string>();
  const find = (id: string | undefined) => mails.find(({ sesMessageId }) => sesMessageId === id);
  const shown = find(chosen) ?? find(answered) ?? mails[0];
  if (!shown) return <NoMail />;
  return (
    <div class="mail-scroll">
      {mails.length > 1 && (
        <MailList
          mails={mails}
          chosen={shown.sesMessageId}
          pathOf={({ sesMessageId }) => `/conversations/${conversationId}/mails/${sesMessageId}`}
        />
      )}
      <SentMailView
        key={shown.sesMessageId}
        mail={shown}
        onDraft={(isBegun) => setAnswered(isBegun ? shown.sesMessageId : undefined)}
      />
    </div>
  );
}
