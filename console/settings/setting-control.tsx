import { Check } from 'lucide-preact';
import { sizeOf } from '../parts/marks.tsx';
import { useUniqueId } from '../parts/use-unique-id.ts';
import { useSay } from '../texts/language.tsx';
import { sayReason } from '../texts/problems.ts';
import type { Setting } from './settings-api.ts';
import { type SettingState, useSettingDraft } from './use-setting-draft.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

interface SettingControlProps {
  setting: Setting;
  senderAddresses: readonly string[];
}

/**
 * One setting. A switch or choice is saved at once, a text on request. A refusal
 * shows the reason and the value in force, so that nothing looks set which is not.
 */
export function SettingControl({ setting, senderAddresses }: SettingControlProps) {
  const { find, say, language } = useSettingsTexts();
  const id = useUniqueId();
  const { name, type = 'text' } = setting;
  const { inForce, draft, setDraft, state, save, undo, isEdited } = useSettingDraft(setting);
  const label = find(`name.${name}`) ?? name;
  const meaning = find(`meaning.${name}`, { value: draft || '…' }) ?? setting.meaning;
  const parts = { id, setting, draft, setDraft, save, isRefused: state.kind === 'refused' };
  return (
    <div class={`setting type-${type}`}>
      <div class="setting-text">
        <label for={id}>{label}</label>
        <p id={`${id}-about`} class="help">
          {meaning} <Default setting={setting} />
          {type === 'address' && senderAddresses.length > 0 && (
            <> {say('possible', { addresses: senderAddresses.join(', ') })}</>
          )}
        </p>
      </div>
      <div class="setting-control">
        <Control {...parts} senderAddresses={senderAddresses} />
        <Said id={`${id}-said`} state={state} inForce={inForce} isEdited={isEdited} onUndo={undo} />
        {setting.problem && state.kind !== 'refused' && (
          <p class="error" id={`${id}-problem`}>
            {sayReason(setting.problem, language)}
          </p>
        )}
      </div>
    </div>
  );
}

function Default({ setting }: { setting: Setting }) {
  const { say, find } = useSettingsTexts();
  const { type, value } = { type: setting.type, value: setting.default?.trim() };
  if (!value || value === setting.value.trim()) return null;
  const shown = type === 'switch' ? say(value === 'on' ? 'on' : 'off') : find(`choice.${value}`);
  return <span class="default">{say('default', { value: shown ?? value })}</span>;
}

interface ControlProps {
  id: string;
  setting: Setting;
  draft: string;
  setDraft(value: string): void;
  save(value: string): Promise<void>;
  isRefused: boolean;
  senderAddresses: readonly string[];
}

function Control(props: ControlProps) {
  const { id, setting, draft, setDraft, save, isRefused } = props;
  const described = {
    id,
    'aria-describedby': `${id}-about ${id}-said ${id}-problem`,
    'aria-invalid': isRefused || undefined,
  };
  if (setting.type === 'switch') {
    return (
      <input
        {...described}
        type="checkbox"
        role="switch"
        aria-checked={draft === 'on'}
        class="toggle"
        checked={draft === 'on'}
        onChange={({ currentTarget }) => {
          const value = currentTarget.checked ? 'on' : 'off';
          setDraft(value);
          void save(value);
        }}
      />
    );
  }
  if (setting.type === 'choice') {
    return (
      <Choice
        described={described}
        setting={setting}
        draft={draft}
        onChoose={(value) => {
          setDraft(value);
          void save(value);
        }}
      />
    );
  }
  return <TextControl {...props} described={described} />;
}

interface ChoiceProps {
  described: object;
  setting: Setting;
  draft: string;
  onChoose(value: string): void;
}

function Choice({ described, setting, draft, onChoose }: ChoiceProps) {
  const { find, language } = useSettingsTexts();
  const languages = new Intl.DisplayNames([language], { type: 'language' });
  const nameOf = (value: string) =>
    find(`choice.${value}`) ?? (setting.name === 'locale' ? languages.of(value) : value);
  return (
    <select
      {...described}
      value={draft}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      {(setting.choices ?? [draft]).map((value) => (
        <option key={value} value={value} selected={value === draft}>
          {nameOf(value)}
        </option>
      ))}
    </select>
  );
}

function TextControl(props: ControlProps & { described: object }) {
  const { id, setting, draft, setDraft, save, senderAddresses, described } = props;
  const { find, language } = useSettingsTexts();
  const say = useSay();
  const isChanged = draft !== setting.value.trim();
  const isNumber = setting.type === 'number';
  const unit =
    setting.unit === 'bytes'
      ? `${find('unit.bytes')} (${sizeOf(Number(draft), language)})`
      : setting.unit && find(`unit.${setting.unit}`);
  const suggestions = suggestionsOf(setting, senderAddresses);
  return (
    <form
      class="setting-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft);
      }}
    >
      <input
        {...described}
        type={isNumber ? 'number' : setting.type === 'address' ? 'email' : 'text'}
        {...(isNumber && { min: setting.minimum, max: setting.maximum })}
        {...(suggestions.length > 0 && { list: `${id}-list` })}
        value={draft}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {unit && <span class="muted">{unit}</span>}
      {isChanged && (
        <button type="submit" class="button primary small">
          {say('do.save')}
        </button>
      )}
    </form>
  );
}

/** Suggested values, where they are known. */
function suggestionsOf({ name, type }: Setting, addresses: readonly string[]): readonly string[] {
  if (type === 'address') return addresses.filter(isWhole);
  return name === 'time-zone' ? Intl.supportedValuesOf('timeZone') : [];
}

/** A domain stands for all of its addresses, and is not an address itself. */
const isWhole = (address: string) => !address.startsWith('…');

interface SaidProps {
  id: string;
  state: SettingState;
  inForce: string;
  isEdited: boolean;
  onUndo(): void;
}

function Said({ id, state, inForce, isEdited, onUndo }: SaidProps) {
  const say = useSay();
  const { say: saySetting, find } = useSettingsTexts();
  const shown = inForce === 'on' || inForce === 'off' ? find(inForce) : find(`choice.${inForce}`);
  return (
    <div class="said" id={id} role="status">
      {state.kind === 'saving' && <span class="muted">{say('state.saving')}</span>}
      {state.kind === 'saved' && !isEdited && (
        <span class="saved">
          <Check size={14} aria-hidden="true" /> {say('state.saved')}
        </span>
      )}
      {state.kind === 'refused' && <p class="error">{state.why}</p>}
      {(state.kind === 'refused' || (isEdited && state.kind !== 'saving')) && (
        <p>
          <span class="muted">
            {saySetting('inForce', { value: (shown ?? inForce) || say('state.unset') })}{' '}
          </span>
          <button type="button" class="link" onClick={onUndo}>
            {saySetting('undo')}
          </button>
        </p>
      )}
    </div>
  );
}
