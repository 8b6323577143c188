import { Field, SelectField, TextField } from '../parts/field.tsx';
import { Fold } from '../parts/fold.tsx';
import type { MailboxDraft } from './mailbox-entry.ts';
import { NAMED_PRESETS } from './presets.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface MailboxFieldsProps {
  draft: MailboxDraft;
  onChange(changes: Partial<MailboxDraft>): void;
}

/** Server and further fields of a mailbox. With a preset the server is known. */
export function MailboxFields({ draft, onChange }: MailboxFieldsProps) {
  const { say } = useSettingsTexts();
  return (
    <>
      <SelectField
        label={say('mailbox.protocol')}
        field="protocol"
        value={draft.protocol}
        onChange={(protocol) => onChange({ protocol: protocol as MailboxDraft['protocol'] })}
        options={[
          ['imap', 'IMAP'],
          ['pop3', 'POP3'],
        ]}
      />
      {!NAMED_PRESETS.has(draft.preset) && <Server draft={draft} onChange={onChange} />}
      <Fold label={say('mailbox.advanced')}>
        <Further draft={draft} onChange={onChange} />
      </Fold>
    </>
  );
}

function Server({ draft, onChange }: MailboxFieldsProps) {
  const { say } = useSettingsTexts();
  return (
    <div class="columns wide-first">
      <TextField
        label={say('mailbox.host')}
        field="host"
        required
        value={draft.host}
        onChange={(host) => onChange({ host })}
      />
      <TextField
        label={say('mailbox.port')}
        field="port"
        type="number"
        required
        value={draft.port}
        onChange={(port) => onChange({ port })}
      />
      <SelectField
        label={say('mailbox.tls')}
        field="tls"
        value={draft.tls}
        onChange={(tls) => onChange({ tls: tls as MailboxDraft['tls'] })}
        options={[
          ['true', say('mailbox.tls.true')],
          ['starttls', say('mailbox.tls.starttls')],
          ['false', say('mailbox.tls.false')],
        ]}
      />
    </div>
  );
}

function Further({ draft, onChange }: MailboxFieldsProps) {
  const { say } = useSettingsTexts();
  return (
    <div class="stack">
      {draft.protocol === 'imap' && (
        <TextField
          label={say('mailbox.folder')}
          field="folder"
          placeholder="INBOX"
          value={draft.folder}
          onChange={(folder) => onChange({ folder })}
        />
      )}
      <After draft={draft} onChange={onChange} />
      <TextField
        label={say('mailbox.since')}
        field="since"
        help={say('mailbox.sinceHelp')}
        type="date"
        value={draft.since}
        onChange={(since) => onChange({ since })}
      />
      <TextField
        label={say('mailbox.authservId')}
        field="authservId"
        help={say('mailbox.authservIdHelp')}
        value={draft.authservId}
        onChange={(authservId) => onChange({ authservId })}
      />
      <Certificate draft={draft} onChange={onChange} />
    </div>
  );
}

const AFTER_IMAP = ['keep', 'seen', 'delete'] as const;
/** POP3 has no flag that a mail was seen. */
const AFTER_POP3 = ['keep', 'delete'] as const;

/** What happens to a mail in the mailbox once it was collected. */
function After({ draft, onChange }: MailboxFieldsProps) {
  const { say } = useSettingsTexts();
  const choices = draft.protocol === 'imap' ? AFTER_IMAP : AFTER_POP3;
  return (
    <SelectField
      label={say('mailbox.after')}
      field="after"
      value={draft.after}
      onChange={(after) => onChange({ after })}
      options={choices.map((each) => [each, say(`mailbox.after.${each}`)])}
    />
  );
}

function Certificate({ draft, onChange }: MailboxFieldsProps) {
  const { say } = useSettingsTexts();
  return (
    <Field label={say('mailbox.ca')} field="ca" help={say('mailbox.caHelp')}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          placeholder="-----BEGIN CERTIFICATE-----"
          value={draft.ca}
          onInput={({ currentTarget }) => onChange({ ca: currentTarget.value })}
        />
      )}
    </Field>
  );
}
