import * as z from 'zod';
import defaults from './defaults.json' with { type: 'json' };
import { isTimeZone } from './is-time-zone.ts';
import { LOCALES } from './locales.ts';
import { MAX_MAILBOXES, mailboxesSetting } from './mailboxes.ts';

/** What an admin may write, in parts: for a text control, a number field, a switch. */
export interface SettingType {
  kind: 'switch' | 'number' | 'choice' | 'text' | 'address' | 'mailboxes';
  choices?: readonly string[];
  /** Of a number; of a text its length; of a list its entries. */
  minimum?: number;
  maximum?: number;
  unit?: string;
}

/** What an admin may write into a setting, by its schema (docs/settings.md). */
export const SETTING_TYPES = z.registry<SettingType>();

const onOff = z
  .enum(['on', 'off'], 'must be on or off')
  .transform((value) => value === 'on')
  .register(SETTING_TYPES, { kind: 'switch' });
const oneOf = <const Choices extends readonly string[]>(choices: Choices) =>
  z
    .enum(choices, `must be one of ${choices.join(', ')}`)
    .register(SETTING_TYPES, { kind: 'choice', choices });
const wholeNumber = (minimum: number, maximum: number, unit?: string) => {
  const bounds = `must be from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum, bounds).max(maximum, bounds))
    .register(SETTING_TYPES, { kind: 'number', minimum, maximum, ...(unit && { unit }) });
};

const MAX_GROUPING_SECONDS = 900;
const MAX_SENDER_NAME_CHARACTERS = 100;
const MAX_TAG_PREFIX_LETTERS = 8;
const MAX_LIST_IDS_CHARACTERS = 2000;
const MAX_SEALERS_CHARACTERS = 1000;
const MAX_TIME_ZONE_CHARACTERS = 40;

/**
 * Every setting: how its text is read, and in SETTING_TYPES what an admin may write. Adding one is adding a line here, in defaults.json
 * and in setting-meanings.ts.
 */
export const SETTINGS_SCHEMA = {
  'sender-address': z
    .union([
      z
        .string()
        .regex(/^\s*$/)
        .transform(() => ''),
      z.email('must be one bare address').toLowerCase(),
    ])
    .register(SETTING_TYPES, { kind: 'address' }),
  'sender-name': z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(MAX_SENDER_NAME_CHARACTERS)
    .regex(/^[^\p{Cc}|<>"]*$/u, 'must not hold control characters, | < > or "')
    .register(SETTING_TYPES, {
      kind: 'text',
      minimum: 1,
      maximum: MAX_SENDER_NAME_CHARACTERS,
      unit: 'characters, none of | < > "',
    }),
  'tag-prefix': z
    .string()
    .regex(
      new RegExp(`^[A-Za-z]{1,${MAX_TAG_PREFIX_LETTERS}}$`),
      `must be 1 to ${MAX_TAG_PREFIX_LETTERS} letters`,
    )
    .register(SETTING_TYPES, {
      kind: 'text',
      minimum: 1,
      maximum: MAX_TAG_PREFIX_LETTERS,
      unit: 'letters',
    }),
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
  mailboxes: mailboxesSetting.register(SETTING_TYPES, {
    kind: 'mailboxes',
    maximum: MAX_MAILBOXES,
  }),
  'inline-attachment-bytes': wholeNumber(0, 7_000_000, 'bytes'),
  'time-zone': z
    .string()
    .min(1)
    .max(MAX_TIME_ZONE_CHARACTERS)
    .refine(isTimeZone, 'must be a time zone by its IANA name, as Europe/Rome or UTC')
    .register(SETTING_TYPES, {
      kind: 'text',
      minimum: 1,
      maximum: MAX_TIME_ZONE_CHARACTERS,
      unit: 'characters, an IANA name',
    }),
  'sender-form': oneOf(['team', 'author']),
  'history-messages': wholeNumber(0, 20, 'messages'),
  'own-list-ids': z
    .string()
    .max(MAX_LIST_IDS_CHARACTERS)
    .regex(/^[^\p{Cc}<>]*$/u, 'must be list ids separated by blanks, without < and >')
    .transform((text) => text.toLowerCase().split(/\s+/).filter(Boolean))
    .register(SETTING_TYPES, {
      kind: 'text',
      minimum: 0,
      maximum: MAX_LIST_IDS_CHARACTERS,
      unit: 'list ids, separated by blanks',
    }),
  'trusted-arc-sealers': z
    .string()
    .max(MAX_SEALERS_CHARACTERS)
    .regex(
      /^\s*(?:[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10}(?:\s+|$))*$/,
      'must be domains separated by blanks, such as "lists.example.org example.com"',
    )
    .transform((text) => text.toLowerCase().split(/\s+/).filter(Boolean))
    .register(SETTING_TYPES, {
      kind: 'text',
      minimum: 0,
      maximum: MAX_SEALERS_CHARACTERS,
      unit: 'domains, separated by blanks',
    }),
  'new-conversations-per-hour': wholeNumber(0, 100_000, 'conversations'),
  'ask-staff': onOff,
} as const;

export type SettingName = keyof typeof SETTINGS_SCHEMA;
export type Settings = { [Name in SettingName]: z.output<(typeof SETTINGS_SCHEMA)[Name]> };

export const SETTING_NAMES = Object.keys(SETTINGS_SCHEMA) as SettingName[];

/**
 * What is in force where there is no parameter: the stack makes none, so that no deployment writes over an admin's value. A blank
 * `sender-address` stands for the configuration's piping address.
 */
export const SETTING_DEFAULTS: Record<SettingName, string> = defaults;
