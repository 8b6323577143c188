import { checkSettings } from './check-settings.ts';
import { isSettingName, textInForce } from './read-settings.ts';
import type { ReceivingAddresses } from './receiving-addresses.ts';
import { SETTING_NAMES } from './settings.ts';

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

/** Every setting with its text and its problem; parameters with unknown names come last. */
export function listSettings(
  texts: Record<string, string>,
  receiving?: ReceivingAddresses,
): SettingRow[] {
  const { problems } = checkSettings(texts, receiving);
  const known = SETTING_NAMES.map((name): SettingRow => {
    const text = textInForce(name, texts, receiving);
    const problem = problems.find((one) => one.name === name)?.reason;
    return {
      name,
      text,
      isDefault: text === textInForce(name, {}, receiving),
      ...(problem !== undefined && { problem }),
    };
  });
  const unknown = problems
    .filter(({ name }) => !isSettingName(name))
    .map(({ name, reason }) => {
      return { name, text: texts[name] ?? '', isDefault: false, problem: reason };
    });
  return [...known, ...unknown];
}
