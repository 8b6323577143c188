import { MailPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { isLocal } from '../data/facts.ts';
import { Badge, Empty, Time } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { sayReason } from '../texts/problems.ts';
import { type MailboxEntry, readEntries } from './mailbox-entry.ts';
import { sayFault } from './mailbox-faults.ts';
import { MailboxForm } from './mailbox-form.tsx';
import { MailboxReportView } from './mailbox-report.tsx';
import { PRESETS } from './presets.ts';
import type { Setting } from './setting.ts';
import {
  type MailboxReport,
  pollNow,
  putSetting,
  rehearse,
  useMailboxFates,
} from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface MailboxesProps {
  setting: Setting;
  senderAddress: string;
}

/** The external mailboxes (R2), each with the result of its last poll. */
export function Mailboxes({ setting, senderAddress }: MailboxesProps) {
  const { say, language } = useSettingsTexts();
  const entries = readEntries(setting.value);
  const [edited, setEdited] = useState<MailboxEntry | 'new'>();
  const [reports, setReports] = useState<{ kind: 'poll' | 'rehearsal'; of: MailboxReport[] }>();
  const { isBusy, run } = useAction();
  const look = (kind: 'poll' | 'rehearsal') =>
    void run(async () => {
      setReports({ kind, of: kind === 'poll' ? await pollNow() : await rehearse() });
    });
  const reportOf = (name: string) => reports?.of.find((each) => each.name === name);
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
              entries={entries}
              report={reportOf(entry.name)}
              isRehearsal={reports?.kind === 'rehearsal'}
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
        {entries.length > 0 && (
          <button
            type="button"
            class="button quiet"
            title={say('mailbox.rehearseAbout')}
            aria-disabled={isBusy}
            onClick={() => look('rehearsal')}
          >
            {say('mailbox.rehearse')}
          </button>
        )}
        {entries.length > 0 && isLocal && (
          <button
            type="button"
            class="button quiet"
            aria-disabled={isBusy}
            onClick={() => look('poll')}
          >
            {isBusy ? say('mailbox.polling') : say('mailbox.poll')}
          </button>
        )}
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

interface MailboxRowProps {
  entry: MailboxEntry;
  entries: MailboxEntry[];
  report: MailboxReport | undefined;
  isRehearsal: boolean;
  onEdit(): void;
}

function MailboxRow({ entry, entries, report, isRehearsal, onEdit }: MailboxRowProps) {
  const { say, language } = useSettingsTexts();
  const sayGeneral = useSay();
  const { data: fates = [] } = useMailboxFates();
  const { name, address, preset, host, protocol = 'imap' } = entry;
  const fate = fates.find((each) => each.name === name);
  const provider = PRESETS.find(({ value }) => value === preset)?.label;
  const remove = () => {
    const others = entries.filter((each) => each.name !== name);
    return putSetting('mailboxes', JSON.stringify(others));
  };
  return (
    <li>
      <div class="mailbox">
        <p class="mailbox-name">
          {address} <Badge>{protocol.toUpperCase()}</Badge>
        </p>
        <p class="muted">{provider ?? host}</p>
        {fate?.lastPolledAt && (
          <p class="muted">
            {say('mailbox.lastPoll')} <Time at={fate.lastPolledAt} />
          </p>
        )}
        {fate?.lastError && !report && (
          <p class="error">
            {say('mailbox.lastError', {
              why: sayFault(language, fate.lastTrouble ?? {}, fate.lastError, entry),
            })}
            {fate.nextAttemptAt && (
              <>
                {' '}
                {say('mailbox.nextAttempt')} <Time at={fate.nextAttemptAt} />
              </>
            )}
          </p>
        )}
        {report && <MailboxReportView report={report} entry={entry} isRehearsal={isRehearsal} />}
      </div>
      <button
        type="button"
        class="button quiet small"
        aria-label={`${sayGeneral('do.edit')}: ${name}`}
        onClick={onEdit}
      >
        {sayGeneral('do.edit')}
      </button>
      <RemoveButton
        name={name}
        label={say('mailbox.remove')}
        title={`${say('mailbox.remove')}: ${name}`}
        about={say('mailbox.removeAbout')}
        onRemove={remove}
      />
    </li>
  );
}
