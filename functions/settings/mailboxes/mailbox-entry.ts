import * as v from 'valibot';
import { atMost } from '../at-most.ts';
import { bareAddress } from '../bare-address.ts';
import { PRESET_NAMES } from './mailbox-presets.ts';

/** An SSM parameter holds 4 KB, and the entry has other fields, too. */
const MAX_CERTIFICATE_CHARACTERS = 3000;

const text = v.string('must be a text');

/** A value that goes into one line of IMAP or POP3, so it may not break the line. */
const oneLine = (most: number) =>
  v.pipe(
    text,
    v.nonEmpty('must not be empty'),
    atMost(most),
    v.regex(/^\P{Cc}*$/u, 'must not hold control characters'),
  );

const oneOf = <const Choices extends readonly string[]>(choices: Choices) =>
  v.picklist(choices, `must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);

const PORT = 'must be a whole number from 1 to 65535';

const MAX_SEALERS = 20;
const domainName = v.pipe(
  text,
  v.toLowerCase(),
  v.regex(
    /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}$/,
    'must be a domain, such as "example.com"',
  ),
);

const MOMENT = 'must be a day or a time, such as "2026-11-01" or "2026-11-01T08:00:00Z"';

/** Whether the day exists: `2026-02-30` does not. */
const isDay = (moment: string): boolean => {
  const [year = 0, month = 0, day = 0] = moment.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** The message for an unknown field, a missing field, or an entry that is no object. */
const describeEntry = ({ expected, path }: v.BaseIssue<unknown>): string => {
  if (expected === 'never') return `is no field of a mailbox (${path?.at(-1)?.key})`;
  return expected === 'Object' ? 'must be an object' : 'is missing';
};

/** One external mailbox in the JSON of the setting `mailboxes` (docs/mailboxes.md, "The entry"), with its preset filled in. */
export const mailboxEntry = v.strictObject(
  {
    name: v.pipe(text, v.regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -')),
    preset: v.optional(oneOf(PRESET_NAMES)),
    protocol: oneOf(['imap', 'pop3']),
    host: v.pipe(
      text,
      v.regex(
        /^([A-Za-z0-9._-]{1,253}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})$/,
        'must be a host name or an IP address, without a port',
      ),
    ),
    port: v.pipe(v.number(PORT), v.integer(PORT), v.minValue(1, PORT), v.maxValue(65_535, PORT)),
    tls: v.union([v.boolean(), v.literal('starttls')], 'must be true, "starttls" or false'),
    user: oneLine(320),
    secret: v.pipe(
      text,
      v.regex(
        /^[A-Za-z0-9_+=.@-]{1,200}$/,
        'must be the last part of the name of a Secrets Manager secret: 1 to 200 of A-Z a-z 0-9 _ + = . @ -',
      ),
    ),
    address: v.pipe(bareAddress, atMost(254)),
    folder: v.optional(oneLine(200)),
    after: v.optional(
      v.pipe(
        text,
        v.regex(
          /^(keep|seen|delete|move:\P{Cc}{1,200})$/u,
          'must be "keep", "seen", "delete" or "move:<folder>"',
        ),
      ),
    ),
    since: v.optional(
      v.pipe(
        text,
        v.union([v.pipe(text, v.isoTimestamp()), v.pipe(text, v.isoDate())], MOMENT),
        v.check(isDay, MOMENT),
      ),
    ),
    authservId: v.optional(v.pipe(text, v.nonEmpty('must not be empty'), atMost(253))),
    auth: v.optional(oneOf(['password', 'xoauth2'])),
    /** For Microsoft 365: the server whose `AuthAs: Internal` is trusted, or the end of its name (docs/mailboxes.md describes the risk). */
    trustedAuthSource: v.optional(domainName),
    /** Forwarders whose ARC seal is trusted for this mailbox, instead of those in the setting `trusted-arc-sealers`. */
    trustedArcSealers: v.optional(
      v.pipe(
        v.array(domainName, 'must be a list'),
        v.maxLength(MAX_SEALERS, `must be at most ${MAX_SEALERS}`),
      ),
    ),
    /** The certificate of a private CA or a self-signed server: trusted for this mailbox instead of the well-known authorities. */
    ca: v.optional(
      v.pipe(
        text,
        atMost(MAX_CERTIFICATE_CHARACTERS),
        v.regex(
          /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/,
          'must be one certificate in PEM form, from BEGIN CERTIFICATE to END CERTIFICATE',
        ),
      ),
    ),
  },
  describeEntry,
);
export type Mailbox = v.InferOutput<typeof mailboxEntry>;
