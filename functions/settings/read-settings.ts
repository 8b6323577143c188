import {
  SETTING_DEFAULTS,
  SETTING_NAMES,
  SETTINGS_SCHEMA,
  type SettingName,
  type Settings,
} from './settings.ts';

/** A value that is not taken, and why. */
export interface SettingProblem {
  name: string;
  reason: string;
}

export type ParsedSetting<Name extends SettingName> =
  | { kind: 'good'; value: Settings[Name] }
  | { kind: 'bad'; reason: string };

export const isSettingName = (name: string): name is SettingName =>
  SETTING_NAMES.some((known) => known === name);

/** One setting's text as its value, or why it cannot be. */
export function parseSetting<Name extends SettingName>(
  name: Name,
  text: string,
): ParsedSetting<Name> {
  const parsed = SETTINGS_SCHEMA[name].safeParse(text);
  if (parsed.success) return { kind: 'good', value: parsed.data as Settings[Name] };
  const reason = parsed.error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  return { kind: 'bad', reason };
}

/** The values that are in force: each good text, else the last good value, else the default (S20). A missing parameter is its default. */
export function readSettings(
  texts: Record<string, string>,
  lastGood?: Settings,
): { settings: Settings; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const entries = SETTING_NAMES.map((name) => {
    const parsed = parseSetting(name, texts[name] ?? SETTING_DEFAULTS[name]);
    if (parsed.kind === 'good') return [name, parsed.value];
    problems.push({ name, reason: parsed.reason });
    return [name, lastGood?.[name] ?? defaultOf(name)];
  });
  return { settings: Object.fromEntries(entries) as Settings, problems };
}

function defaultOf(name: SettingName): Settings[SettingName] {
  const parsed = parseSetting(name, SETTING_DEFAULTS[name]);
  if (parsed.kind === 'bad') throw new Error(`the default of ${name} is bad: ${parsed.reason}`);
  return parsed.value;
}
