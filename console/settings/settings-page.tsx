import { CircleAlert, CircleCheck } from 'lucide-preact';
import { isLocal } from '../data/facts.ts';
import { Choices } from '../frame/choices.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useSay } from '../texts/language.tsx';
import { Mailboxes } from './mailboxes.tsx';
import { SettingControl } from './setting-control.tsx';
import { GROUPS, type GroupName, settingsOf } from './setting-groups.ts';
import { type SettingsAnswer, useMailboxFates, useSettings } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

/** Settings → Email piping: the mailbox, the sender, and every other setting in the order of an admin's questions (R3). */
export function SettingsPage({ onSignOut }: { onSignOut(): void }) {
  const { say } = useSettingsTexts();
  const sayGeneral = useSay();
  const query = useSettings();
  return (
    <div class="page settings">
      <h1>{say('title')}</h1>
      <p class="muted">{say('about')}</p>
      <Loaded query={query}>
        {(answer) => (
          <>
            <Status answer={answer} />
            <GroupLinks answer={answer} />
            {ALL_GROUPS.map((group) => (
              <Group key={group} group={group} answer={answer} />
            ))}
          </>
        )}
      </Loaded>
      <section class="card only-small" aria-labelledby="this-page">
        <h2 id="this-page">{sayGeneral('app.thisPage')}</h2>
        <div class="stack">
          <Choices />
          {!isLocal && (
            <button type="button" class="button" onClick={onSignOut}>
              {sayGeneral('app.signOut')}
            </button>
          )}
        </div>
      </section>
    </div>
  );
}

const senderAddressOf = ({ settings }: SettingsAnswer) =>
  settings.find(({ name }) => name === 'sender-address')?.value.trim() ?? '';

/** Whether mail can be sent and received. */
function Status({ answer }: { answer: SettingsAnswer }) {
  const { say } = useSettingsTexts();
  const { data: fates = [] } = useMailboxFates();
  const address = senderAddressOf(answer);
  const failing = fates.filter(({ lastError }) => lastError !== undefined);
  const state = address === '' ? 'off' : failing.length > 0 ? 'failing' : 'on';
  const Icon = state === 'on' ? CircleCheck : CircleAlert;
  const names = failing.map(({ name }) => name).join(', ');
  return (
    <section class={`status card ${state === 'on' ? 'good' : 'warn'}`} aria-label={say('title')}>
      <Icon size={22} aria-hidden="true" />
      <div>
        <h2>{say(`status.${state}`)}</h2>
        <p>{say(`status.${state}About`, { address, names })}</p>
      </div>
    </section>
  );
}

const ALL_GROUPS: GroupName[] = [...GROUPS.map(({ group }) => group), 'more'];

const idOf = (group: GroupName) => `group-${group}`;

/** Leads to each group. Links would not work, because the part behind # is the section's address. */
function GroupLinks({ answer: { settings } }: { answer: SettingsAnswer }) {
  const { say } = useSettingsTexts();
  return (
    <nav class="chips" aria-label={say('groups')}>
      {ALL_GROUPS.filter((group) => settingsOf(group, settings).length > 0).map((group) => (
        <button key={group} type="button" class="chip" onClick={() => goTo(group)}>
          {say(`group.${group}`)}
        </button>
      ))}
    </nav>
  );
}

function goTo(group: GroupName): void {
  const heading = document.getElementById(idOf(group));
  heading?.focus({ preventScroll: true });
  heading?.closest('section')?.scrollIntoView();
}

function Group({ group, answer }: { group: GroupName; answer: SettingsAnswer }) {
  const { say } = useSettingsTexts();
  const settings = settingsOf(group, answer.settings);
  if (settings.length === 0) return null;
  const about = say(`group.${group}About`);
  return (
    <section class="card" aria-labelledby={idOf(group)}>
      <h2 id={idOf(group)} tabIndex={-1}>
        {say(`group.${group}`)}
      </h2>
      {about && <p class="muted">{about}</p>}
      {settings.map((setting) =>
        setting.type === 'mailboxes' ? (
          <Mailboxes key={setting.name} setting={setting} senderAddress={senderAddressOf(answer)} />
        ) : (
          <SettingControl
            key={setting.name}
            setting={setting}
            senderAddresses={[
              ...(answer.senderAddresses ?? []),
              ...(answer.receivesDomain ? [`…@${answer.receivesDomain}`] : []),
            ]}
          />
        ),
      )}
    </section>
  );
}
