import { MAX_MAILBOXES, readMailboxes } from '../../settings/mailboxes/mailboxes.ts';
import { MAILBOX_FAULTS } from '../../steps/polling/ports.ts';
import { MAX_SECRET_CHARACTERS } from '../limits.ts';
import * as z from '../zod.ts';
import { listOf, textOf } from './text.ts';

/** The last part of the secret's name in Secrets Manager; an entry of `mailboxes` refers to it. */
export const secretNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_+=.@-]{1,200}$/, 'must be 1 to 200 of A-Z a-z 0-9 _ + = . @ -')
  .openapi({ description: 'The name in `secret` of a mailbox entry', example: 'support-inbox' });

export const secretBodySchema = z.strictObject({
  value: textOf(MAX_SECRET_CHARACTERS).min(1).openapi({
    description: 'The password, or JSON for XOAUTH2. No call ever returns it',
    example: 'abcd efgh ijkl mnop',
  }),
});
export const writtenSecretSchema = z
  .object({ name: secretNameSchema })
  .openapi('WrittenMailboxSecret');

/** Passwords by the name in `secret` of an entry. */
export const passwordsSchema = z
  .record(secretNameSchema, textOf(MAX_SECRET_CHARACTERS).min(1))
  .refine((secrets) => Object.keys(secrets).length <= MAX_MAILBOXES, {
    message: `has more than ${MAX_MAILBOXES} names`,
  })
  .optional();

/** Validated as the setting is, with presets filled in; docs/mailboxes.md describes it. */
export const rehearsalBodySchema = z.strictObject({
  mailboxes: listOf(z.looseObject({}), MAX_MAILBOXES)
    .superRefine((entries, context) => {
      const read = readMailboxes(entries);
      for (const problem of read.isGood ? [] : read.problems) {
        context.addIssue({ code: 'custom', ...problem });
      }
    })
    .optional()
    .openapi({
      description: 'Entries as in the setting `mailboxes`. If absent: the entries of the setting',
    }),
  secrets: passwordsSchema.openapi({
    description:
      'Passwords to try, by the name in `secret` of an entry. They are not stored; for other names the stored password is used, which an entry may send only to where the setting sends it',
    maxProperties: MAX_MAILBOXES,
    example: { 'support-inbox': 'abcd efgh ijkl mnop' },
  }),
});

const trouble = z
  .object({
    code: z.enum(MAILBOX_FAULTS),
    said: z.string().optional().openapi({ description: 'The server’s own words, or a code' }),
  })
  .openapi('MailboxTrouble', {
    description: 'The same as `error`, as a code that a page can translate',
  });
const preview = z.object({
  uid: z.string(),
  sizeBytes: z.int(),
  from: z.string(),
  subject: z.string().optional(),
  date: z.string().optional(),
});
export const rehearsalSchema = z
  .object({
    mailboxes: z.array(
      z.object({
        name: z.string(),
        taken: z.int().openapi({ description: 'How many mails a poll would collect' }),
        skipped: z.int().openapi({
          description: 'Mails that a poll would skip: older than the activation, or too large',
        }),
        error: z.string().optional().openapi({ description: 'Why the mailbox cannot be polled' }),
        trouble: trouble.optional(),
        isUnfinished: z
          .boolean()
          .optional()
          .openapi({ description: 'The time ran out before every mail was examined' }),
        wouldTake: z
          .array(preview)
          .optional()
          .openapi({ description: 'The first of the mails that would be collected' }),
      }),
    ),
  })
  .openapi('Rehearsal');

export const mailboxFatesSchema = z
  .object({
    mailboxes: z.array(
      z.object({
        name: z.string().openapi({ example: 'gmail' }),
        address: z.string(),
        lastPolledAt: z.string().optional().openapi({
          format: 'date-time',
          description: 'When a poll last finished everything that had arrived',
        }),
        failures: z.int().openapi({ description: 'Number of polls that failed in a row' }),
        lastError: z.string().optional().openapi({ description: 'Why the last poll failed' }),
        lastTrouble: trouble.optional(),
        nextAttemptAt: z.string().optional().openapi({
          format: 'date-time',
          description: 'When a mailbox that rests after several failures is tried again',
        }),
      }),
    ),
  })
  .openapi('MailboxFates');
