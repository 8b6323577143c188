import { listSettings, type SettingRow } from './list-settings.ts';
import { parseSetting, readSettings } from './read-settings.ts';
import { checkSenderAddress, type ReceivingAddresses } from './receiving-addresses.ts';
import type { SettingName } from './settings.ts';

/** The text as a parameter: SSM allows no empty value, so one blank means "not set". */
export const parameterText = (text: string): string => (text.trim() === '' ? ' ' : text);

/** SSM's limit for a standard parameter. */
const MAX_PARAMETER_OCTETS = 4096;

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
