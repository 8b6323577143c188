import { MAX_MAILBOXES } from '../../settings/mailboxes/mailboxes.ts';
import * as z from '../zod.ts';
import { passwordsSchema } from './mailboxes.ts';

const settingFields = {
  name: z.string().openapi({ example: 'grouping-seconds' }),
  value: z.string().openapi({
    description:
      "The parameter's text, or the default if there is no parameter. A single space means: not set",
    example: '30',
  }),
  default: z.string().openapi({ example: '0' }),
  meaning: z.string().openapi({ description: 'What the setting does, for admins' }),
  type: z
    .enum(['switch', 'number', 'choice', 'text', 'address', 'mailboxes'])
    .openapi({ description: 'The kind of control to show. A switch is "on" or "off"' }),
  allowed: z.string().openapi({
    description: 'What is allowed, in words',
    example: 'whole number, 0 to 900 seconds',
  }),
  choices: z.array(z.string()).optional(),
  minimum: z.number().optional().openapi({
    description: 'Of a number; for a text its length, for a list the number of its entries',
  }),
  maximum: z.number().optional(),
  unit: z.string().optional().openapi({ example: 'seconds' }),
  problem: z
    .string()
    .optional()
    .openapi({ description: 'Why the value is refused; the last good value stays in force' }),
};
export const settingSchema = z.object(settingFields).openapi('Setting');
export const settingListSchema = z.object({
  settings: z.array(settingSchema),
  senderAddresses: z.array(z.string()).openapi({
    description:
      'The addresses that `sender-address` may be: those that the deployment receives at',
  }),
  receivesDomain: z
    .string()
    .optional()
    .openapi({ description: '`sender-address` may also be any address of this domain' }),
});

export const settingBodySchema = z.strictObject({
  value: z
    .union(
      [
        z.string().overwrite((text) => text.toWellFormed()),
        z.number(),
        z.boolean(),
        z.array(z.unknown()),
      ],
      'must be a text, or a number, a boolean or a list where the setting is one',
    )
    .openapi({
      description:
        'The text of the parameter. A switch may be a boolean, a number a number, and `mailboxes` a list',
      example: '30',
    }),
  secrets: passwordsSchema.openapi({
    description:
      'With `mailboxes`: passwords to store with it, by the name in `secret` of an entry. Needed for an entry that sends a stored password elsewhere than before: `protocol`, `host`, `port`, `tls`, `user`, `auth` or `ca` is another one',
    maxProperties: MAX_MAILBOXES,
    example: { 'support-inbox': 'abcd efgh ijkl mnop' },
  }),
});
