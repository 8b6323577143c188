import { checkSettings } from './check-settings.ts';
import { parseSetting, readSettings } from './read-settings.ts';
import { SETTING_DEFAULTS, SETTING_NAMES } from './settings.ts';

/** One line of what an admin sees of the settings. */
export interface SettingRow {
  name: string;
  /** The text as it stands in the parameter; undefined: there is no parameter. */
  text?: string;
  /** The default is in force. */
  isDefault: boolean;
  /** Why the text is not taken, or what it does not go with. */
  problem?: string;
}

const COLUMN_GAP = 2;
const MAX_TEXT_CHARACTERS = 60;

/** Every setting with its text and what is wrong with it; parameters that are no setting come last. */
export function listSettings(texts: Record<string, string>): SettingRow[] {
  const { settings } = readSettings(texts);
  const together = new Map(
    checkSettings(settings).map(({ setting, message }) => [setting, message]),
  );
  const known = SETTING_NAMES.map((name): SettingRow => {
    const text = texts[name];
    const parsed = parseSetting(name, text ?? SETTING_DEFAULTS[name]);
    const problem = parsed.kind === 'bad' ? parsed.reason : together.get(name);
    return {
      name,
      ...(text !== undefined && { text }),
      isDefault: text === undefined || text === SETTING_DEFAULTS[name],
      ...(problem !== undefined && { problem }),
    };
  });
  const strangers = Object.keys(texts)
    .filter((name) => !SETTING_NAMES.some((setting) => setting === name))
    .map((name) => ({
      name,
      text: texts[name] ?? '',
      isDefault: false,
      problem: 'there is no setting of this name',
    }));
  return [...known, ...strangers];
}

/** The rows as a table for a terminal: name, value, remark. */
export function formatSettings(rows: SettingRow[]): string {
  const cells = rows.map(({ name, text, isDefault, problem }) => [
    name,
    shorten(text ?? SETTING_DEFAULTS[name as keyof typeof SETTING_DEFAULTS] ?? ''),
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
