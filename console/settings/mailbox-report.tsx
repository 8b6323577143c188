import { CircleAlert, CircleCheck } from 'lucide-preact';
import type { MailboxEntry } from './mailbox-entry.ts';
import { sayFault } from './mailbox-faults.ts';
import type { MailboxReport } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

/** The result of a poll or rehearsal of a mailbox, in words. */
export function MailboxReportView({
  report,
  entry,
  isRehearsal,
}: {
  report: MailboxReport;
  entry: MailboxEntry | undefined;
  isRehearsal: boolean;
}) {
  const { say, language } = useSettingsTexts();
  const { error, trouble = {}, taken, skipped, wouldTake = [] } = report;
  if (error) {
    return (
      <div class="report bad">
        <CircleAlert size={18} aria-hidden="true" />
        <div>
          <p class="report-title">{say('mailbox.bad')}</p>
          <p>{sayFault(language, trouble, error, entry)}</p>
        </div>
      </div>
    );
  }
  return (
    <div class="report good">
      <CircleCheck size={18} aria-hidden="true" />
      <div>
        <p class="report-title">{say('mailbox.good')}</p>
        <p>
          {isRehearsal
            ? say(wouldTakeKey(taken), { count: taken })
            : say('mailbox.took', { count: taken })}{' '}
          {skipped > 0 && say('mailbox.skipped', { count: skipped })}
        </p>
        {wouldTake.length > 0 && (
          <ul class="previews">
            {wouldTake.map(({ uid, from, subject, date }) => (
              <li key={uid}>
                <strong>{subject ?? '–'}</strong>
                <span class="muted">
                  {from}
                  {date && ` · ${date}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function wouldTakeKey(count: number) {
  if (count === 0) return 'mailbox.wouldTakeNone';
  return count === 1 ? 'mailbox.wouldTakeOne' : 'mailbox.wouldTake';
}
