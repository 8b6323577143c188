import { ExternalLink } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useUnchanged } from '../parts/use-unchanged.ts';
import { useSay } from '../texts/language.tsx';
import {
  draftOf,
  entryOf,
  guessPreset,
  loginChanges,
  type MailboxDraft,
  type MailboxEntry,
  named,
  withPlace,
} from './mailbox-entry.ts';
import { MailboxFields } from './mailbox-fields.tsx';
import { MailboxReportView } from './mailbox-report.tsx';
import { PRESETS } from './presets.ts';
import { type MailboxReport, putSetting, readMailboxes, rehearse } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface MailboxFormProps {
  entry: MailboxEntry | undefined;
  entries: MailboxEntry[];
  senderAddress: string;
  onClose(): void;
}

/** What stands in the form, and what a test of it found. */
function useMailboxForm({ entry, entries, senderAddress, onClose }: MailboxFormProps) {
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(entry, senderAddress));
  const [report, setReport] = useState<MailboxReport>();
  const [problem, setProblem] = useState<string>();
  const { isBusy, run } = useAction(setProblem);
  const others = entries.filter(({ name }) => name !== draft.name);
  const change = (changes: Partial<MailboxDraft>) => {
    setReport(undefined);
    setProblem(undefined);
    setDraft((before) =>
      'preset' in changes || 'protocol' in changes
        ? withPlace(before, changes)
        : { ...before, ...changes },
    );
  };
  const test = () =>
    void run(async () => {
      const tried = entryOf(named(draft, others));
      const secrets = draft.password && { [tried.secret]: draft.password };
      const [result] = await rehearse({ mailboxes: [tried], ...(secrets && { secrets }) });
      setReport(result);
    });
  const expectUnchanged = useUnchanged(entry, (stored) => stored);
  const save = async () => {
    const present = await readMailboxes();
    expectUnchanged(present.find(({ name }) => name === entry?.name));
    const othersNow = present.filter(({ name }) => name !== draft.name);
    const whole = named(draft, othersNow);
    const saved = entryOf(whole);
    // in one call: if the setting is refused, no password is left behind
    const secrets = draft.password && { [saved.secret]: draft.password };
    await putSetting('mailboxes', JSON.stringify([...othersNow, saved]), secrets || undefined);
    setDraft(whole);
    toast(say('state.saved'));
    onClose();
  };
  return { draft, change, report, problem, isTesting: isBusy, test, save };
}

export function MailboxForm(props: MailboxFormProps) {
  const { say } = useSettingsTexts();
  const { entry, onClose } = props;
  const { draft, change, report, problem, isTesting, test, save } = useMailboxForm(props);
  const title = entry ? say('mailbox.editTitle', { name: entry.name }) : say('mailbox.addTitle');
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        onSend={save}
        aside={
          <button type="button" class="button" aria-disabled={isTesting} onClick={test}>
            {isTesting ? say('mailbox.testing') : say('mailbox.test')}
          </button>
        }
      >
        <Provider draft={draft} onChange={change} />
        <Login draft={draft} entry={entry} onChange={change} />
        <MailboxFields draft={draft} onChange={change} />
        <div role="status">
          {problem && <p class="error">{problem}</p>}
          {report && <MailboxReportView report={report} entry={entryOf(draft)} isRehearsal />}
        </div>
      </Form>
    </Dialog>
  );
}

const guessed = (address: string) => {
  const preset = guessPreset(address);
  return preset === '' ? {} : { preset };
};

function Provider({
  draft,
  onChange,
}: {
  draft: MailboxDraft;
  onChange(changes: Partial<MailboxDraft>): void;
}) {
  const { say } = useSettingsTexts();
  const preset = PRESETS.find(({ value }) => value === draft.preset);
  return (
    <SelectField
      label={say('mailbox.provider')}
      field="preset"
      value={draft.preset}
      onChange={(value) => onChange({ preset: value })}
      options={PRESETS.map(({ value, label }) => [value, label || say('mailbox.other')])}
      help={
        preset?.hint && (
          <>
            {say(preset.hint)}{' '}
            {preset.link && (
              <a href={preset.link} target="_blank" rel="noreferrer">
                {say('hint.open')} <ExternalLink size={12} aria-hidden="true" />
              </a>
            )}
          </>
        )
      }
    />
  );
}

interface LoginProps {
  draft: MailboxDraft;
  entry: MailboxEntry | undefined;
  onChange(changes: Partial<MailboxDraft>): void;
}

function Login({ draft, entry, onChange }: LoginProps) {
  const { say } = useSettingsTexts();
  const isMoved = entry !== undefined && loginChanges(entry, draft);
  return (
    <>
      <TextField
        label={say('mailbox.address')}
        field="address"
        help={say('mailbox.addressHelp')}
        type="email"
        required
        value={draft.address}
        onChange={(address) => onChange({ address, ...(draft.preset === '' && guessed(address)) })}
      />
      <TextField
        label={say('mailbox.user')}
        field="user"
        help={say('mailbox.userHelp')}
        placeholder={draft.address}
        autocomplete="off"
        value={draft.user}
        onChange={(user) => onChange({ user })}
      />
      <TextField
        label={say('mailbox.password')}
        field="secrets"
        help={entry && say(isMoved ? 'mailbox.passwordAgain' : 'mailbox.passwordKept')}
        type="password"
        autocomplete="new-password"
        required={!entry || isMoved}
        value={draft.password}
        onChange={(password) => onChange({ password })}
      />
    </>
  );
}
