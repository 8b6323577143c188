import * as v from 'valibot';
import { checkSenderAddress, type ReceivingAddresses } from './receiving-addresses.ts';
import {
  SETTING_DEFAULTS,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
} from './settings.ts';

/** A refused value, and why. */
export interface SettingProblem {
  name: string;
  reason: string;
}

/** The values in force, and what is wrong with the texts. */
export interface SettingsReading {
  settings: Settings;
  problems: SettingProblem[];
}

export type ParsedSetting<Name extends SettingName> =
  | { kind: 'good'; value: Settings[Name] }
  | { kind: 'bad'; reason: string };

export const isSettingName = (name: string): name is SettingName =>
  SETTING_NAMES.some((known) => known === name);

/** Parses one setting's text; `bad` carries the reason. */
export function parseSetting<Name extends SettingName>(
  name: Name,
  text: string,
): ParsedSetting<Name> {
  const parsed = v.safeParse(SETTINGS[name].schema, text);
  if (parsed.success) return { kind: 'good', value: parsed.output as Settings[Name] };
  const reason = parsed.issues
    .map((issue) => {
      const place = v.getDotPath(issue);
      return place === null ? issue.message : `${place}: ${issue.message}`;
    })
    .join('; ');
  return { kind: 'bad', reason };
}

/**
 * The values in force: each good text, else the last good value, else the default (S20). A missing parameter has its default; that of
 * `sender-address` is the piping address. A sender address that mail cannot leave from is as bad as a malformed one.
 * @param receiving where the deployment receives. @default - sender-address is taken as it stands, and has no default
 */
export function readSettings(
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
  lastGood?: Settings,
): SettingsReading {
  const problems: SettingProblem[] = [];
  const entries = SETTING_NAMES.map((name) => {
    const parsed = parseSetting(name, textInForce(name, texts, receiving));
    if (parsed.kind === 'good') return [name, parsed.value];
    problems.push({ name, reason: parsed.reason });
    return [name, lastGood?.[name] ?? defaultOf(name, receiving)];
  });
  const settings = Object.fromEntries(entries) as Settings;
  const reason =
    receiving && checkSenderAddress(settings['sender-address'], receiving, settings.mailboxes);
  if (reason === undefined) return { settings, problems };
  problems.push({ name: 'sender-address', reason });
  return {
    settings: { ...settings, 'sender-address': possibleSender(settings, receiving, lastGood) },
    problems,
  };
}

/** The parameter's text, else the default. SSM allows no empty value, so a blank one counts as empty. */
export function textInForce(
  name: SettingName,
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): string {
  const text = texts[name] ?? SETTING_DEFAULTS[name];
  if (text.trim() !== '') return text;
  return name === 'sender-address' ? (receiving?.addresses[0] ?? '') : '';
}

function possibleSender(
  { mailboxes }: Settings,
  receiving: ReceivingAddresses | undefined,
  lastGood: Settings | undefined,
): string {
  const last = lastGood?.['sender-address'];
  const isPossible =
    last !== undefined &&
    receiving !== undefined &&
    checkSenderAddress(last, receiving, mailboxes) === undefined;
  return isPossible ? last : (receiving?.addresses[0] ?? '');
}

function defaultOf(name: SettingName, receiving?: ReceivingAddresses): Settings[SettingName] {
  const parsed = parseSetting(name, textInForce(name, {}, receiving));
  if (parsed.kind === 'bad') throw new Error(`the default of ${name} is bad: ${parsed.reason}`);
  return parsed.value;
}
