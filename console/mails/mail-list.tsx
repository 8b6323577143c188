import { Link } from 'wouter-preact';
import type { SentMail } from '../data/types.ts';
import { Time } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';

interface MailListProps {
  mails: SentMail[];
  chosen: string | undefined;
  pathOf(mail: SentMail): string;
}

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
    </ul>
  );
}
