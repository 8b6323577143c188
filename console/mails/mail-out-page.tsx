import { ArrowLeft } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { local } from '../data/call.ts';
import { useSentMails } from '../data/queries.ts';
import type { SentMail } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { Missing } from '../parts/missing.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useSay } from '../texts/language.tsx';
import { MailList } from './mail-list.tsx';
import { SentMailView } from './sent-mail-view.tsx';

interface MailOutProps {
  params: { id?: string };
}

/** Every mail that SES would have sent. */
export function MailOutPage({ params: { id } }: MailOutProps) {
  const say = useSay();
  const query = useSentMails();
  const list = useKeptFocus<HTMLElement>(id === undefined);
  const detail = useKeptFocus<HTMLElement>(id);
  const shown = useShown(query.data, id);
  return (
    <div class={`panes two depth-${id === undefined ? 'list' : 'chat'}`}>
      <h1 class="visually-hidden">{say('nav.mailOut')}</h1>
      <section class="pane list-pane" ref={list} tabIndex={-1} aria-label={say('nav.mailOut')}>
        <ListHead hasMails={Boolean(query.data?.length)} />
        <Loaded query={query}>
          {(mails) =>
            mails.length === 0 ? (
              <Empty title={say('mails.none')}>
                <p class="muted">{say('mails.noneAbout')}</p>
              </Empty>
            ) : (
              <MailList
                mails={mails}
                chosen={shown?.sesMessageId}
                pathOf={({ sesMessageId }) => `/mail-out/${sesMessageId}`}
              />
            )
          }
        </Loaded>
      </section>
      <section class="pane detail-pane" ref={detail} tabIndex={-1} aria-label={say('mails.pick')}>
        <Loaded query={query}>{() => <Shown mail={shown} isChosen={id !== undefined} />}</Loaded>
      </section>
    </div>
  );
}

function ListHead({ hasMails }: { hasMails: boolean }) {
  const say = useSay();
  const [, navigate] = useLocation();
  const empty = async () => {
    await local('DELETE', '/outbox');
    navigate('/mail-out');
  };
  return (
    <div class="pane-head">
      <p class="pane-title" aria-hidden="true">
        {say('nav.mailOut')}
      </p>
      {hasMails && (
        <RemoveButton
          label={say('mails.empty')}
          title={say('mails.empty')}
          about={say('mails.emptyAbout')}
          onRemove={empty}
        />
      )}
    </div>
  );
}

/** The chosen mail; where none is chosen, the newest one, which then stays while others go out: somebody may be reading or answering it. */
function useShown(mails: SentMail[] = [], id: string | undefined): SentMail | undefined {
  const opened = useRef<string>();
  const find = (wanted: string | undefined) =>
    mails.find(({ sesMessageId }) => sesMessageId === wanted);
  if (id !== undefined) opened.current = undefined;
  else if (!find(opened.current)) opened.current = mails[0]?.sesMessageId;
  return find(id ?? opened.current);
}

function Shown({ mail, isChosen }: { mail: SentMail | undefined; isChosen: boolean }) {
  const say = useSay();
  if (isChosen && !mail) return <Missing title={say('mails.unknown')} to="/mail-out" />;
  if (!mail) return null;
  const { sesMessageId, conversationId } = mail;
  return (
    <div class="mail-scroll">
      <p class="sent-mail-head">
        <Link href="/mail-out" class="icon-button only-narrow" aria-label={say('do.back')}>
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        {conversationId && (
          <Link href={`/conversations/${conversationId}`}>
            {say('in.conversation', { id: conversationId })}
          </Link>
        )}
      </p>
      <SentMailView key={sesMessageId} mail={mail} heading="h2" />
    </div>
  );
}
