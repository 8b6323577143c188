import { isSettingName, readSettings } from '../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../settings/receiving-addresses.ts';
import { parameterText, refuseSetting } from '../../settings/refuse-setting.ts';
import type { SettingName } from '../../settings/settings.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import {
  type GivenPasswords,
  type GuardPasswordsPorts,
  guardPasswords,
  type PasswordRefusal,
} from './guard-passwords.ts';
import type { SettingParameters } from './ports.ts';
import { refuseOfStaff } from './refuse-of-staff.ts';

/** A value as given: besides the parameter's text, JSON's boolean, number or array. */
export type GivenSetting = string | number | boolean | unknown[];

export type ChangeSettingResult =
  | { kind: 'changed'; name: SettingName; texts: Record<string, string> }
  | { kind: 'unknown' }
  | { kind: 'refused'; reason: string }
  | PasswordRefusal;

export interface ChangeSettingPorts extends GuardPasswordsPorts {
  parameters: SettingParameters;
  people: Pick<PeopleStore, 'listStaff'>;
  receiving: ReceivingAddresses;
}

/**
 * Writes a setting, if it is valid beside the others (S20, R4, R6); it is in force within a minute. `texts`: all settings afterwards.
 * `passwords`: those of the setting `mailboxes`, which are stored with it.
 */
export async function changeSetting(
  name: string,
  value: GivenSetting,
  passwords: GivenPasswords,
  ports: ChangeSettingPorts,
): Promise<ChangeSettingResult> {
  const { parameters, receiving } = ports;
  if (!isSettingName(name)) return { kind: 'unknown' };
  const text = textOf(value);
  const texts = await parameters.readTexts();
  const reason =
    refuseSetting(name, text, texts, receiving) ??
    (name === 'sender-address' ? await refuseOfStaff(text, ports.people) : undefined);
  if (reason !== undefined) return { kind: 'refused', reason };
  const changed = { ...texts, [name]: text };
  if (name === 'mailboxes') {
    const entries = mailboxesOf(changed);
    const refusal = await guardPasswords(entries, mailboxesOf(texts), passwords, ports);
    if (refusal) return refusal;
  } else {
    const [secret] = Object.keys(passwords);
    if (secret !== undefined) return { kind: 'unused-password', secret };
  }
  await parameters.put(name, text);
  return { kind: 'changed', name, texts: changed };
}

const mailboxesOf = (texts: Record<string, string>) => readSettings(texts).settings.mailboxes;

function textOf(value: GivenSetting): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(value);
  return parameterText(typeof value === 'string' ? value : JSON.stringify(value));
}
