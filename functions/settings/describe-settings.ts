import { checkSettings } from './check-settings.ts';
import type { SettingRow } from './list-settings.ts';
import { textInForce } from './read-settings.ts';
import type { ReceivingAddresses } from './receiving-addresses.ts';
import { SETTING_MEANINGS } from './setting-meanings.ts';
import { SETTINGS, type SettingName, type SettingType } from './settings.ts';

const COLUMN_GAP = 2;
const MAX_TEXT_CHARACTERS = 60;

/** What values an admin may write: `"whole number, 0 to 900 seconds"`. */
export function describeType(name: SettingName): string {
  const { kind, choices = [], minimum, maximum, unit }: SettingType = SETTINGS[name].type;
  const words: Record<SettingType['kind'], string> = {
    switch: 'on or off',
    number: `whole number, ${minimum} to ${maximum} ${unit}`,
    choice: `one of ${choices.join(', ')}`,
    text: `${minimum} to ${maximum} ${unit}`,
    address: 'an address that the deployment receives at, or that of a mailbox',
    mailboxes: `JSON list of at most ${maximum} mailboxes`,
  };
  return words[kind];
}

/** One setting with its meaning, for the terminal. */
export function describeSetting(
  name: SettingName,
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): string {
  const problem = checkSettings(texts, receiving).problems.find((one) => one.name === name);
  return [
    `${name} = ${shorten(textInForce(name, texts, receiving))}`,
    ...(problem === undefined ? [] : [`  ✗ ${problem.reason}`]),
    `  ${SETTING_MEANINGS[name]}.`,
    `  ${describeType(name)}; default ${shorten(textInForce(name, {}, receiving))}`,
  ].join('\n');
}

/** The rows as a table for the terminal: name, value, remark. */
export function formatSettings(rows: SettingRow[]): string {
  const cells = rows.map(({ name, text, isDefault, problem }) => [
    name,
    shorten(text),
    problem === undefined ? (isDefault ? 'default' : '') : `✗ ${problem}`,
  ]);
  const table = [['setting', 'value', ''], ...cells];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + COLUMN_GAP))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

function shorten(text: string): string {
  if (text.trim() === '') return '(not set)';
  return text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS - 1)}…` : text;
}
