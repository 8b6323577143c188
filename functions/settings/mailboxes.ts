import { z } from 'zod';

/** One external mailbox of the setting `mailboxes` (contracts §4). */
export const mailboxSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'),
  protocol: z.enum(['imap', 'pop3']),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  tls: z.union([z.boolean(), z.literal('starttls')]),
  user: z.string().min(1).max(320),
  secret: z.string().min(1).max(200),
  address: z.email(),
  folder: z.string().min(1).max(200).optional(),
  after: z.string().optional(),
  since: z.iso.datetime().optional(),
  authservId: z.string().min(1).max(253).optional(),
  auth: z.enum(['password', 'xoauth2']).optional(),
});
export type Mailbox = z.output<typeof mailboxSchema>;

export const MAX_MAILBOXES = 20;

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
  .pipe(z.array(mailboxSchema).max(MAX_MAILBOXES));
