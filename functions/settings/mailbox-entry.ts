import * as z from 'zod';
import { PRESET_NAMES } from './mailbox-presets.ts';

/** A parameter of SSM holds 4 KB, and the entry has other fields, too. */
const MAX_CERTIFICATE_CHARACTERS = 3000;

/** What goes into a line of IMAP or POP3 must not end it. */
const oneLine = (most: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(most)
    .regex(/^\P{Cc}+$/u, 'must not hold control characters');

const MAX_SEALERS = 20;
const domainName = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}$/, 'must be a domain, such as "example.com"');

/** One external mailbox of the setting `mailboxes` (docs/settings.md), as it stands in the JSON, after its preset. */
export const mailboxEntry = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'),
  preset: z.enum(PRESET_NAMES).optional(),
  protocol: z.enum(['imap', 'pop3']),
  host: z
    .string()
    .regex(
      /^([A-Za-z0-9._-]{1,253}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})$/,
      'must be a host name or an IP address, without a port',
    ),
  port: z.int().min(1).max(65_535),
  tls: z.union([z.boolean(), z.literal('starttls')], 'must be true, "starttls" or false'),
  user: oneLine(320),
  secret: z
    .string()
    .regex(
      /^[A-Za-z0-9_+=.@-]{1,200}$/,
      'must be the last part of the name of a Secrets Manager secret: 1 to 200 of A-Z a-z 0-9 _ + = . @ -',
    ),
  address: z.email('must be one bare address').max(254).toLowerCase(),
  folder: oneLine(200).optional(),
  after: z
    .string()
    .regex(
      /^(keep|seen|delete|move:\P{Cc}{1,200})$/u,
      'must be "keep", "seen", "delete" or "move:<folder>"',
    )
    .optional(),
  since: z
    .union(
      [z.iso.datetime({ offset: true }), z.iso.date()],
      'must be a day or a time, such as "2026-11-01" or "2026-11-01T08:00:00Z"',
    )
    .optional(),
  authservId: z.string().min(1).max(253).optional(),
  auth: z.enum(['password', 'xoauth2']).optional(),
  /** Of Microsoft 365: the server whose `AuthAs: Internal` is believed, or the end of its name (docs/mailboxes.md says what that risks). */
  trustedAuthSource: domainName.optional(),
  /** Forwarders whose ARC seal is believed for this mailbox, instead of those of the setting `trusted-arc-sealers`. */
  trustedArcSealers: z.array(domainName).max(MAX_SEALERS).optional(),
  /** Of a server that signs its own: trusted for this mailbox, instead of the well-known authorities. */
  ca: z
    .string()
    .max(MAX_CERTIFICATE_CHARACTERS)
    .regex(
      /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/,
      'must be one certificate in PEM form, from BEGIN CERTIFICATE to END CERTIFICATE',
    )
    .optional(),
});
export type Mailbox = z.output<typeof mailboxEntry>;
