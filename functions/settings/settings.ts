import * as v from 'valibot';
import { atMost } from './at-most.ts';
import { bareAddress } from './bare-address.ts';
import defaults from './defaults.json' with { type: 'json' };
import { isTimeZone } from './is-time-zone.ts';
import { LOCALES } from './locales.ts';
import { MAX_MAILBOXES, mailboxesSetting } from './mailboxes/mailboxes.ts';

/** What values an admin may write; it tells whether to show a text field, a number field or a switch. */
export interface SettingType {
  kind: 'switch' | 'number' | 'choice' | 'text' | 'address' | 'mailboxes';
  choices?: readonly string[];
  /** Bounds of a number, of a text's length, or of the number of a list's entries. */
  minimum?: number;
  maximum?: number;
  unit?: string;
}

/** How a setting's text is parsed, and what an admin may write (docs/settings.md). */
interface Setting<Value> {
  schema: v.GenericSchema<string, Value>;
  type: SettingType;
}

const setting = <Value>(
  type: SettingType,
  schema: v.GenericSchema<string, Value>,
): Setting<Value> => ({ schema, type });

const onOff = setting(
  { kind: 'switch' },
  v.pipe(
    v.string(),
    v.picklist(['on', 'off'], 'must be on or off'),
    v.transform((value) => value === 'on'),
  ),
);
const oneOf = <const Choices extends readonly string[]>(choices: Choices) =>
  setting(
    { kind: 'choice', choices },
    v.pipe(v.string(), v.picklist(choices, `must be one of ${choices.join(', ')}`)),
  );
const wholeNumber = (minimum: number, maximum: number, unit?: string) => {
  const bounds = `must be a whole number from ${minimum} to ${maximum}`;
  return setting(
    { kind: 'number', minimum, maximum, ...(unit && { unit }) },
    v.pipe(
      v.string(),
      v.regex(/^\d{1,9}$/, bounds),
      v.transform(Number),
      v.minValue(minimum, bounds),
      v.maxValue(maximum, bounds),
    ),
  );
};
/** People put commas between words, too. */
const words = v.transform((text: string) =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean),
);

const MAX_GROUPING_SECONDS = 900;
const MAX_SENDER_NAME_CHARACTERS = 100;
const MAX_TAG_PREFIX_LETTERS = 8;
const MAX_LIST_IDS_CHARACTERS = 2000;
const MAX_SEALERS_CHARACTERS = 1000;
const MAX_TIME_ZONE_CHARACTERS = 40;

/** Every setting. A new one needs a line here, in defaults.json and in setting-meanings.ts. */
export const SETTINGS = {
  'sender-address': setting(
    { kind: 'address' },
    v.union(
      [
        v.pipe(
          v.string(),
          v.regex(/^\s*$/),
          v.transform(() => ''),
        ),
        bareAddress,
      ],
      'must be one bare address',
    ),
  ),
  'sender-name': setting(
    {
      kind: 'text',
      minimum: 1,
      maximum: MAX_SENDER_NAME_CHARACTERS,
      unit: 'characters, none of | < > "',
    },
    v.pipe(
      v.string(),
      v.trim(),
      v.nonEmpty('must not be empty'),
      atMost(MAX_SENDER_NAME_CHARACTERS),
      v.regex(/^[^\p{Cc}|<>"]*$/u, 'must not hold control characters, | < > or "'),
      // line separators and what turns the direction of writing (UAX #9): From loses them
      v.regex(/^[^\u2028-\u202e\u2066-\u2069]*$/, 'must not hold invisible format characters'),
    ),
  ),
  'tag-prefix': setting(
    { kind: 'text', minimum: 1, maximum: MAX_TAG_PREFIX_LETTERS, unit: 'letters' },
    v.pipe(
      v.string(),
      v.regex(
        new RegExp(`^[A-Za-z]{1,${MAX_TAG_PREFIX_LETTERS}}$`),
        `must be 1 to ${MAX_TAG_PREFIX_LETTERS} letters`,
      ),
    ),
  ),
  'tag-digits': wholeNumber(4, 6, 'digits'),
  'user-email-notifications': onOff,
  'human-takeover': onOff,
  'convert-all-emails': onOff,
  delimiter: onOff,
  locale: oneOf(LOCALES),
  'reply-tokens': onOff,
  'grouping-seconds': wholeNumber(0, MAX_GROUPING_SECONDS, 'seconds'),
  'agent-replies-reach-user': oneOf(['always', 'when-offline', 'by-flag']),
  'mails-per-hour': wholeNumber(1, 1000, 'mails'),
  mailboxes: setting({ kind: 'mailboxes', maximum: MAX_MAILBOXES }, mailboxesSetting),
  'inline-attachment-bytes': wholeNumber(0, 7_000_000, 'bytes'),
  'time-zone': setting(
    {
      kind: 'text',
      minimum: 1,
      maximum: MAX_TIME_ZONE_CHARACTERS,
      unit: 'characters, an IANA name',
    },
    v.pipe(
      v.string(),
      v.nonEmpty('must not be empty'),
      atMost(MAX_TIME_ZONE_CHARACTERS),
      v.check(isTimeZone, 'must be a time zone by its IANA name, as Europe/Rome or UTC'),
    ),
  ),
  'sender-form': oneOf(['team', 'author']),
  'history-messages': wholeNumber(0, 20, 'messages'),
  'own-list-ids': setting(
    {
      kind: 'text',
      minimum: 0,
      maximum: MAX_LIST_IDS_CHARACTERS,
      unit: 'characters: list ids, separated by blanks',
    },
    v.pipe(
      v.string(),
      atMost(MAX_LIST_IDS_CHARACTERS),
      v.regex(/^[^\p{Cc}<>]*$/u, 'must be list ids separated by blanks, without < and >'),
      words,
    ),
  ),
  'trusted-arc-sealers': setting(
    {
      kind: 'text',
      minimum: 0,
      maximum: MAX_SEALERS_CHARACTERS,
      unit: 'characters: domains, separated by blanks',
    },
    v.pipe(
      v.string(),
      atMost(MAX_SEALERS_CHARACTERS),
      v.regex(
        /^\s*(?:[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10}(?:[\s,;]+|$))*$/,
        'must be domains separated by blanks, such as "lists.example.org example.com"',
      ),
      words,
    ),
  ),
  'new-conversations-per-hour': wholeNumber(0, 100_000, 'conversations'),
  'ask-staff': onOff,
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [Name in SettingName]: v.InferOutput<(typeof SETTINGS)[Name]['schema']> };

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/**
 * The values in force without a parameter. The stack creates no parameters, so that no deployment overwrites an admin's value. A blank
 * `sender-address` stands for the configuration's piping address.
 */
export const SETTING_DEFAULTS: Record<SettingName, string> = defaults;
