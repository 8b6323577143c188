import { z } from 'zod';
import defaults from './defaults.json' with { type: 'json' };
import { LOCALES } from './locales.ts';
import { mailboxesSetting } from './mailboxes.ts';

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

export const MAX_GROUPING_SECONDS = 900;

/** Every setting: how its text is read, and its default (contracts §4). Adding one is adding a line here. */
export const SETTINGS_SCHEMA = {
  'sender-address': z.union([
    z.literal(' ').transform(() => ''),
    z.email('must be one bare address').toLowerCase(),
  ]),
  'sender-name': z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(100)
    .regex(/^[^\p{Cc}|<>"]*$/u, 'must not hold control characters, | < > or "'),
  'tag-prefix': z.string().regex(/^[A-Za-z]{1,8}$/, 'must be 1 to 8 letters'),
  'tag-digits': wholeNumber(4, 6),
  'user-email-notifications': onOff,
  'human-takeover': onOff,
  'convert-all-emails': onOff,
  delimiter: onOff,
  locale: z.enum(LOCALES),
  'reply-tokens': onOff,
  'grouping-seconds': wholeNumber(0, MAX_GROUPING_SECONDS),
  'agent-replies-reach-user': z.enum(['always', 'when-offline', 'by-flag']),
  'mails-per-hour': wholeNumber(1, 1000),
  mailboxes: mailboxesSetting,
  'inline-attachment-bytes': wholeNumber(0, 7_000_000),
  'history-messages': wholeNumber(0, 20),
} as const;

export type SettingName = keyof typeof SETTINGS_SCHEMA;
export type Settings = { [Name in SettingName]: z.output<(typeof SETTINGS_SCHEMA)[Name]> };

export const SETTING_NAMES = Object.keys(SETTINGS_SCHEMA) as SettingName[];

/**
 * What a fresh deployment starts with, as it stands in SSM; the stack makes its parameters from the same file. One blank is "not set" (SSM has no empty
 * values); the stack's configuration gives `sender-address`.
 */
export const SETTING_DEFAULTS: Record<SettingName, string> = defaults;
