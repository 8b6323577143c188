import * as z from 'zod';
import { mailboxEntry } from './mailbox-entry.ts';
import { applyMailboxPreset } from './mailbox-presets.ts';
import { checkMailbox } from './mailbox-rules.ts';

export type { Mailbox } from './mailbox-entry.ts';

/** One entry: its preset filled in, its fields checked alone and against each other. */
const mailboxSchema = z.preprocess(
  applyMailboxPreset,
  mailboxEntry.superRefine((mailbox, context) => {
    for (const { field, message } of checkMailbox(mailbox)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  }),
);

export const MAX_MAILBOXES = 20;

/** The list that the setting holds. */
export const mailboxList = z
  .array(mailboxSchema)
  .max(MAX_MAILBOXES)
  .superRefine((mailboxes, context) => {
    mailboxes.forEach(({ name }, index) => {
      if (mailboxes.findIndex((other) => other.name === name) === index) return;
      const message = `"${name}" is the name of another mailbox, too: give each its own`;
      context.addIssue({ code: 'custom', path: [index, 'name'], message });
    });
  });

/** The setting's text, a JSON list. */
export const mailboxesSetting = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('must be a JSON list');
      return z.NEVER;
    }
  })
  .pipe(mailboxList);
