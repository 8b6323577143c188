import { Badge, Time } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useSay } from '../texts/language.tsx';
import type { MailboxEntry } from './mailbox-entry.ts';
import { sayFault } from './mailbox-faults.ts';
import { MailboxReportView } from './mailbox-report.tsx';
import { PRESETS } from './presets.ts';
import { type MailboxReport, putSetting, readMailboxes, useMailboxFates } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface MailboxRowProps {
  entry: MailboxEntry;
  report: MailboxReport | undefined;
  isRehearsal: boolean;
  onEdit(): void;
}

/** A mailbox, what became of its last poll, and what was found just now. */
export function MailboxRow({ entry, report, isRehearsal, onEdit }: MailboxRowProps) {
  const { say } = useSettingsTexts();
  const sayGeneral = useSay();
  const { name, address, preset, host, protocol = 'imap' } = entry;
  const provider = PRESETS.find(({ value }) => value === preset)?.label;
  const remove = async () => {
    const others = (await readMailboxes()).filter((each) => each.name !== name);
    await putSetting('mailboxes', JSON.stringify(others));
  };
  return (
    <li>
      <div class="mailbox">
        <p class="mailbox-name">
          {address} <Badge>{protocol.toUpperCase()}</Badge>
        </p>
        <p class="muted">{provider ?? host}</p>
        <LastPoll entry={entry} isErrorShown={!report} />
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

function LastPoll({ entry, isErrorShown }: { entry: MailboxEntry; isErrorShown: boolean }) {
  const { say, language } = useSettingsTexts();
  const { data: fates = [] } = useMailboxFates();
  const fate = fates.find(({ name }) => name === entry.name);
  if (!fate) return null;
  const { lastPolledAt, lastError, lastTrouble = {}, nextAttemptAt } = fate;
  return (
    <>
      {lastPolledAt && (
        <p class="muted">
          {say('mailbox.lastPoll')} <Time at={lastPolledAt} />
        </p>
      )}
      {lastError && isErrorShown && (
        <p class="error">
          {say('mailbox.lastError', { why: sayFault(language, lastTrouble, lastError, entry) })}
          {nextAttemptAt && (
            <>
              {' '}
              {say('mailbox.nextAttempt')} <Time at={nextAttemptAt} />
            </>
          )}
        </p>
      )}
    </>
  );
}
