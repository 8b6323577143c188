import { BUILT_IN_TEXTS, type TextName } from './built-in-texts.ts';
import { FORMER_TEXTS } from './former-texts.ts';

/**
 * What the text part of a mail draws above the earlier messages. No line of dashes or `>`: mail programs and reply extraction would take
 * it for a signature or a quote.
 */
export const HISTORY_RULE = '· · ·';

const inEveryLanguage = (...names: TextName[]): readonly string[] => [
  ...new Set(Object.values(BUILT_IN_TEXTS).flatMap((texts) => names.map((name) => texts[name]))),
];

/** The lines that stand around the messages in a mail of ours, in every language, by what they are for. */
export const TEMPLATE_LINES = {
  /** With `{author}`, which every language says first. */
  wrote: inEveryLanguage('wrote'),
  earlier: [HISTORY_RULE, ...inEveryLanguage('earlier'), ...FORMER_TEXTS.earlier],
  footer: [...inEveryLanguage('footerCustomer', 'footerStaff'), ...FORMER_TEXTS.footer],
  /** In the text part with the address behind it. */
  chatLink: [...inEveryLanguage('openChat'), ...FORMER_TEXTS.chatLink],
  /** In the text part in parentheses. */
  note: [
    ...inEveryLanguage('cut', 'unverified', 'isGuest', 'attachmentsHeld'),
    ...FORMER_TEXTS.note,
  ],
} as const;
