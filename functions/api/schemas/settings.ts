import * as z from '../zod.ts';

const settingFields = {
  name: z.string().openapi({ example: 'grouping-seconds' }),
  value: z.string().openapi({
    description: "The parameter's text, or the default where there is none; one blank: not set",
    example: '30',
  }),
  default: z.string().openapi({ example: '0' }),
  meaning: z.string().openapi({ description: "In an admin's words" }),
  type: z
    .enum(['switch', 'number', 'choice', 'text', 'address', 'mailboxes'])
    .openapi({ description: 'Which control fits it; a switch is "on" or "off"' }),
  allowed: z.string().openapi({
    description: 'What may be written, in words',
    example: 'whole number, 0 to 900 seconds',
  }),
  choices: z.array(z.string()).optional(),
  minimum: z
    .number()
    .optional()
    .openapi({ description: 'Of a number; of a text its length, of a list its entries' }),
  maximum: z.number().optional(),
  unit: z.string().optional().openapi({ example: 'seconds' }),
  problem: z
    .string()
    .optional()
    .openapi({ description: 'Why the value is not in force: the last good one is' }),
};
export const settingSchema = z.object(settingFields).openapi('Setting');
export const settingListSchema = z.object({
  settings: z.array(settingSchema),
  senderAddresses: z
    .array(z.string())
    .openapi({ description: 'What `sender-address` may be: where the deployment receives' }),
  receivesDomain: z
    .string()
    .optional()
    .openapi({ description: '`sender-address` may be any address of this domain, too' }),
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
        'The text of the parameter; a switch may be given as a boolean, a number as one, `mailboxes` as a list',
      example: '30',
    }),
});
