import { ArrowLeft, Send } from 'lucide-preact';
import { Link, useLocation } from 'wouter-preact';
import { local } from '../data/call.ts';
import { useSentMails } from '../data/queries.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { Missing } from '../parts/missing.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useSay } from '../texts/language.tsx';
import { MailList } from './mail-list.tsx';
import { SentMailView } from './sent-mail-view.tsx';

/** Every mail that SES would have sent. */
export function MailOutPage({ params: { id } }: { params: { id?: string } }) {
  const say = useSay();
  const [, navigate] = useLocation();
  const query = useSentMails();
  const list = useKeptFocus<HTMLElement>(id === undefined);
  const detail = useKeptFocus<HTMLElement>(id);
  const empty = async () => {
    await local('DELETE', '/outbox');
    navigate('/mail-out');
  };
  const none = <Empty icon={<Send size={36} aria-hidden="true" />} title={say('mails.none')} />;
  return (
    <div class={`panes two depth-${id === undefined ? 'list' : 'chat'}`}>
      <h1 class="visually-hidden">{say('nav.mailOut')}</h1>
      <section class="pane list-pane" ref={list} tabIndex={-1} aria-label={say('nav.mailOut')}>
        <div class="pane-head">
          <p class="pane-title" aria-hidden="true">
            {say('nav.mailOut')}
          </p>
          {Boolean(query.data?.length) && (
            <RemoveButton
              label={say('mails.empty')}
              title={say('mails.empty')}
              about={say('mails.emptyAbout')}
              onRemove={empty}
            />
          )}
        </div>
        <Loaded query={query}>
          {(mails) =>
            mails.length === 0 ? (
              <Empty title={say('mails.none')} />
            ) : (
              <MailList
                mails={mails}
                chosen={id}
                pathOf={({ sesMessageId }) => `/mail-out/${sesMessageId}`}
              />
            )
          }
        </Loaded>
      </section>
      <section class="pane detail-pane" ref={detail} tabIndex={-1} aria-label={say('mails.pick')}>
        <Loaded query={query}>
          {(mails) => {
            const shown =
              mails.find(({ sesMessageId }) => sesMessageId === id) ?? (id ? undefined : mails[0]);
            if (!shown) return id ? <Missing title={say('mails.unknown')} to="/mail-out" /> : none;
            return (
              <div class="mail-scroll">
                <p class="sent-mail-head">
                  <Link
                    href="/mail-out"
                    class="icon-button only-narrow"
                    aria-label={say('do.back')}
                  >
                    <ArrowLeft size={18} aria-hidden="true" />
                  </Link>
                  {shown.conversationId && (
                    <Link href={`/conversations/${shown.conversationId}`}>
                      {say('in.conversation', { id: shown.conversationId })}
                    </Link>
                  )}
                </p>
                <SentMailView key={shown.sesMessageId} mail={shown} heading="h2" />
              </div>
            );
          }}
        </Loaded>
      </section>
    </div>
  );
}
