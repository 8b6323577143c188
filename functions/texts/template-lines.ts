import { BUILT_IN_TEXTS, type TextName } from './built-in-texts.ts';
import { FORMER_TEXTS } from './former-texts.ts';

/**
 * The line above the earlier messages in the text part of a mail. Mail programs and reply extraction would take dashes or `>` for a
 * signature or a quote.
 */
export const HISTORY_RULE = '· · ·';

const inEveryLanguage = (...names: TextName[]): readonly string[] => [
  ...new Set(Object.values(BUILT_IN_TEXTS).flatMap((texts) => names.map((name) => texts[name]))),
];

/** The lines around the messages in our mails, in every language, by purpose. */
export const TEMPLATE_LINES = {
  /** With `{author}`, which every language puts first. */
  wrote: inEveryLanguage('wrote'),
  earlier: [HISTORY_RULE, ...inEveryLanguage('earlier'), ...FORMER_TEXTS.earlier],
  footer: [...inEveryLanguage('footerCustomer', 'footerStaff'), ...FORMER_TEXTS.footer],
  /** In the text part the URL follows it. */
  chatLink: [...inEveryLanguage('openChat'), ...FORMER_TEXTS.chatLink],
  /** In parentheses in the text part. */
  note: [
    ...inEveryLanguage('cut', 'unverified', 'isGuest', 'attachmentsHeld'),
    ...FORMER_TEXTS.note,
  ],
} as const;
