import { Inbox, PenLine } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { facts, isLocal } from '../data/facts.ts';
import type { InboundMail } from '../data/types.ts';
import { FilterChips } from '../parts/filter-chips.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Badge, Empty, Time } from '../parts/marks.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useSay } from '../texts/language.tsx';
import { reasonKey } from '../texts/reasons.ts';
import { InboundMailView } from './inbound-mail-view.tsx';
import { OUTCOME_TONES } from './outcome-tones.ts';
import { useFoundMails } from './use-found-mails.ts';
import { WriteMail } from './write-mail.tsx';

/** Held mail first: it alone waits for somebody. */
const OUTCOMES = ['held', 'delivered', 'ignored', 'rejected', 'duplicate'] as const;

/** The list's address: the filter is part of it, so that it can be sent to somebody and stays after a reload. */
const listOf = (outcome: string) => (outcome ? `/mail-in/of/${outcome}` : '/mail-in');

interface MailInProps {
  params: { outcome?: string; id?: string };
}

/** Every mail that came in and what became of it (S11). */
export function MailInPage({ params: { outcome = '', id } }: MailInProps) {
  const say = useSay();
  const [search, setSearch] = useState('');
  const list = useKeptFocus<HTMLElement>(id === undefined);
  const detail = useKeptFocus<HTMLElement>(id);
  return (
    <div class={`panes two depth-${id === undefined ? 'list' : 'chat'}`}>
      <h1 class="visually-hidden">{say('in.title')}</h1>
      <section class="pane list-pane" ref={list} tabIndex={-1} aria-label={say('in.title')}>
        <ListHead />
        <div class="list-search">
          <SearchField label={say('in.search')} value={search} onSearch={setSearch} />
        </div>
        <Filters chosen={outcome} />
        <Mails search={search} outcome={outcome} chosen={id} />
      </section>
      <section class="pane detail-pane" ref={detail} tabIndex={-1} aria-label={say('in.why')}>
        {id === undefined ? (
          <Empty icon={<Inbox size={36} aria-hidden="true" />} title={say('in.pick')}>
            <p class="muted">{say('in.about')}</p>
          </Empty>
        ) : (
          <InboundMailView key={id} id={id} list={listOf(outcome)} />
        )}
      </section>
    </div>
  );
}

function ListHead() {
  const say = useSay();
  const [isWriting, setWriting] = useState(false);
  return (
    <div class="pane-head">
      <p class="pane-title" aria-hidden="true">
        {say('in.title')}
      </p>
      {isLocal && (
        <button type="button" class="button small" onClick={() => setWriting(true)}>
          <PenLine size={15} aria-hidden="true" /> {say('in.write')}
        </button>
      )}
      {isWriting && <WriteMail onClose={() => setWriting(false)} />}
    </div>
  );
}

function Filters({ chosen }: { chosen: string }) {
  const say = useSay();
  const [, navigate] = useLocation();
  return (
    <FilterChips
      label={say('in.filter')}
      choices={[
        { value: '', name: say('in.all') },
        ...OUTCOMES.map((value) => ({ value, name: say(`outcome.${value}`) })),
      ]}
      chosen={chosen}
      onChoose={(outcome) => navigate(listOf(outcome))}
    />
  );
}

interface MailsProps {
  search: string;
  outcome: string;
  chosen: string | undefined;
}

function Mails({ search, outcome, chosen }: MailsProps) {
  const say = useSay();
  const { query, found } = useFoundMails(search, outcome);
  return (
    <>
      <p class="visually-hidden" role="status">
        {search && found && say('conversations.found', { count: found.length })}
      </p>
      <Loaded query={{ ...query, data: found }}>
        {(mails) =>
          mails.length === 0 ? (
            <NoneFound search={search} outcome={outcome} />
          ) : (
            <ul class="entries">
              {mails.map((mail) => (
                <Entry
                  key={mail.mailId}
                  mail={mail}
                  path={`${listOf(outcome)}/${mail.mailId}`}
                  isChosen={mail.mailId === chosen}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {search && query.hasNextPage && <p class="muted list-note">{say('in.searchAbout')}</p>}
      <MoreButton query={query} />
    </>
  );
}

function NoneFound({ search, outcome }: { search: string; outcome: string }) {
  const say = useSay();
  if (search) return <Empty title={say('conversations.noneFound', { text: search })} />;
  return (
    <Empty title={say(outcome ? 'in.noneOf' : 'in.none')}>
      {!outcome && facts.address && (
        <p class="muted">{say('in.noneAbout', { address: facts.address })}</p>
      )}
    </Empty>
  );
}

interface EntryProps {
  mail: InboundMail;
  path: string;
  isChosen: boolean;
}

function Entry({ mail, path, isChosen }: EntryProps) {
  const say = useSay();
  const { subject, from, outcome, reason, receivedAt } = mail;
  const why = reasonKey('in', reason);
  return (
    <li>
      <Link href={path} class="entry" aria-current={isChosen ? 'true' : undefined}>
        <span class="entry-main">
          <span class="entry-line">
            <bdi class="entry-name">{subject || say('in.noSubject')}</bdi>
            <Time at={receivedAt} />
          </span>
          <span class="entry-line">
            <span class="entry-about">{from || say('in.noSender')}</span>
            <Badge tone={OUTCOME_TONES[outcome]}>{say(`outcome.${outcome}`)}</Badge>
          </span>
          {outcome !== 'delivered' && (
            <span class="entry-why muted">{why ? say(why) : reason}</span>
          )}
        </span>
      </Link>
    </li>
  );
}
