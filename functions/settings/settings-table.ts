import { checkSettings } from './check-settings.ts';
import { isSettingName, parseSetting, readSettings, textInForce } from './read-settings.ts';
import { checkSenderAddress, type ReceivingAddresses } from './receiving-addresses.ts';
import { SETTING_MEANINGS } from './setting-meanings.ts';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingType } from './settings.ts';

/** One setting as an admin sees it. */
export interface SettingRow {
  name: string;
  /** The parameter's text, else the default; not in force if there is a `problem`. */
  text: string;
  /** There is no parameter, or it holds the default. */
  isDefault: boolean;
  /** Why the text is refused, or what it conflicts with. */
  problem?: string;
}

const COLUMN_GAP = 2;
const MAX_TEXT_CHARACTERS = 60;
/** SSM's limit for a standard parameter. */
const MAX_PARAMETER_OCTETS = 4096;

/** Every setting with its text and its problem; parameters with unknown names come last. */
export function listSettings(
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): SettingRow[] {
  const { settings, problems } = readSettings(texts, undefined, receiving);
  const together = checkSettings(settings, receiving).map(({ setting, message }) => ({
    name: setting,
    reason: message,
  }));
  const known = SETTING_NAMES.map((name): SettingRow => {
    const text = textInForce(name, texts, receiving);
    const problem = [...problems, ...together].find((one) => one.name === name)?.reason;
    return {
      name,
      text,
      isDefault: text === textInForce(name, {}, receiving),
      ...(problem !== undefined && { problem }),
    };
  });
  const strangers = Object.keys(texts)
    .filter((name) => !isSettingName(name))
    .map((name) => ({
      name,
      text: texts[name] ?? '',
      isDefault: false,
      problem: 'there is no setting of this name',
    }));
  return [...known, ...strangers];
}

/** Why `text` cannot become the setting's value, given the other texts (S20, R4, R6); undefined: it can. */
export function refuseSetting(
  name: SettingName,
  text: string,
  others: Record<string, string>,
  receiving?: ReceivingAddresses,
): string | undefined {
  const octets = Buffer.byteLength(text);
  if (octets > MAX_PARAMETER_OCTETS) {
    return `has ${octets} octets, and a parameter of SSM holds ${MAX_PARAMETER_OCTETS}`;
  }
  if (nestsParameter(text)) {
    return 'must not hold {{ and }}: Parameter Store takes what stands between for the name of another parameter';
  }
  const parsed = parseSetting(name, text);
  if (parsed.kind === 'bad') return parsed.reason;
  // a new stage may have no sender address, but it cannot be removed later: mail leaves from it
  if (name === 'sender-address' && parsed.value === '' && receiving)
    return checkSenderAddress('', receiving, readSettings(others).settings.mailboxes);
  const before = listSettings(others, receiving);
  const after = listSettings({ ...others, [name]: text }, receiving);
  const own = after.find((row) => row.name === name)?.problem;
  if (own !== undefined) return own;
  const isNew = ({ name: other, problem }: SettingRow) =>
    problem !== undefined && before.find((row) => row.name === other)?.problem === undefined;
  return after.find(isNew)?.problem;
}

/** Whether SSM would read the text as a reference to another parameter, and refuse it (PutParameter, `Value`). */
function nestsParameter(text: string): boolean {
  const opened = text.indexOf('{{');
  return opened !== -1 && text.includes('}}', opened);
}

/** What values an admin may write, for programs. */
export const settingTypeOf = (name: SettingName): SettingType => SETTINGS[name].type;

/** The same for people: `"whole number, 0 to 900 seconds"`. */
export function describeType(name: SettingName): string {
  const { kind, choices = [], minimum, maximum, unit } = settingTypeOf(name);
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
  const row = listSettings(texts, receiving).find((one) => one.name === name);
  const fallback = textInForce(name, {}, receiving);
  return [
    `${name} = ${shorten(row?.text ?? '')}`,
    ...(row?.problem === undefined ? [] : [`  ✗ ${row.problem}`]),
    `  ${SETTING_MEANINGS[name]}.`,
    `  ${describeType(name)}; default ${shorten(fallback)}`,
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
