import { MailPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { isLocal } from '../data/facts.ts';
import { Empty } from '../parts/marks.tsx';
import { useAction } from '../parts/use-action.ts';
import { sayReason } from '../texts/problems.ts';
import { type MailboxEntry, readEntries } from './mailbox-entry.ts';
import { MailboxForm } from './mailbox-form.tsx';
import { MailboxRow } from './mailbox-row.tsx';
import { type MailboxReport, pollNow, rehearse, type Setting } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface MailboxesProps {
  setting: Setting;
  senderAddress: string;
}

/** What the last poll or rehearsal found that was asked for here. */
function useReports() {
  const [reports, setReports] = useState<{ kind: 'poll' | 'rehearsal'; of: MailboxReport[] }>();
  const { isBusy, run } = useAction();
  const look = (kind: 'poll' | 'rehearsal') =>
    void run(async () => {
      setReports({ kind, of: kind === 'poll' ? await pollNow() : await rehearse() });
    });
  const reportOf = (name: string) => reports?.of.find((each) => each.name === name);
  return { isBusy, look, reportOf, isRehearsal: reports?.kind === 'rehearsal' };
}

/** The external mailboxes (R2), each with the result of its last poll. */
export function Mailboxes({ setting, senderAddress }: MailboxesProps) {
  const { say, language } = useSettingsTexts();
  const entries = readEntries(setting.value);
  const [edited, setEdited] = useState<MailboxEntry | 'new'>();
  const { isBusy, look, reportOf, isRehearsal } = useReports();
  return (
    <>
      {entries.length === 0 ? (
        <Empty title={say('mailbox.none')} />
      ) : (
        <ul class="mailboxes">
          {entries.map((entry) => (
            <MailboxRow
              key={entry.name}
              entry={entry}
              report={reportOf(entry.name)}
              isRehearsal={isRehearsal}
              onEdit={() => setEdited(entry)}
            />
          ))}
        </ul>
      )}
      {setting.problem && <p class="error">{sayReason(setting.problem, language)}</p>}
      <div class="actions start">
        <button type="button" class="button" onClick={() => setEdited('new')}>
          <MailPlus size={16} aria-hidden="true" /> {say('mailbox.add')}
        </button>
        {entries.length > 0 && <Looks isBusy={isBusy} onLook={look} />}
      </div>
      {edited && (
        <MailboxForm
          entry={edited === 'new' ? undefined : edited}
          entries={entries}
          senderAddress={senderAddress}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

interface LooksProps {
  isBusy: boolean;
  onLook(kind: 'poll' | 'rehearsal'): void;
}

/** Looks into all mailboxes: as a rehearsal everywhere, as a real poll on this machine. */
function Looks({ isBusy, onLook }: LooksProps) {
  const { say } = useSettingsTexts();
  return (
    <>
      <button
        type="button"
        class="button quiet"
        title={say('mailbox.rehearseAbout')}
        aria-disabled={isBusy}
        onClick={() => onLook('rehearsal')}
      >
        {say('mailbox.rehearse')}
      </button>
      {isLocal && (
        <button
          type="button"
          class="button quiet"
          aria-disabled={isBusy}
          onClick={() => onLook('poll')}
        >
          {isBusy ? say('mailbox.polling') : say('mailbox.poll')}
        </button>
      )}
    </>
  );
}
