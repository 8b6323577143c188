import { Link } from 'wouter-preact';
import type { SentMail } from '../data/types.ts';
import { Time } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';

interface MailListProps {
  mails: SentMail[];
  chosen: string | undefined;
  pathOf(mail: SentMail): string;
}

/** As many as local/console/list-mails.ts gives. */
const MOST_LISTED = 200;

/** Sent mails, newest first. */
export function MailList({ mails, chosen, pathOf }: MailListProps) {
  const say = useSay();
  return (
    <ul class="entries compact">
      {mails.map((mail) => (
        <li key={mail.sesMessageId}>
          <Link
            href={pathOf(mail)}
            class="entry"
            aria-current={mail.sesMessageId === chosen ? 'true' : undefined}
          >
            <span class="entry-main">
              <span class="entry-line">
                <bdi class="entry-name">{mail.subject}</bdi>
                <Time at={mail.at} />
              </span>
              <span class="entry-line">
                <span class="entry-about">{say('mails.to', { who: mail.to.join(', ') })}</span>
              </span>
            </span>
          </Link>
        </li>
      ))}
      {mails.length >= MOST_LISTED && (
        <li class="muted list-note">{say('mails.newest', { count: mails.length })}</li>
      )}
    </ul>
  );
}
