import { isTimeZone } from '../../settings/is-time-zone.ts';
import {
  DEFAULT_PRESENCE_SECONDS,
  MAX_ALIASES,
  MAX_DEPARTMENTS_OF_AGENT,
  MAX_NAME_CHARACTERS,
  MAX_PRESENCE_REPORTS,
  MAX_PRESENCE_SECONDS,
} from '../limits.ts';
import * as z from '../zod.ts';
import {
  agentIdSchema,
  departmentIdSchema,
  personIdSchema,
  timeSchema,
  userIdSchema,
} from './ids.ts';
import { metadataSchema, shownMetadataSchema } from './metadata.ts';
import { cursorSchema, pageQuerySchema } from './page.ts';
import { suppressedSchema } from './suppressions.ts';
import { headerTextOf, listOf, ONE_ADDRESS, textOf } from './text.ts';

/** Names go into a mail header, and show something. */
const nameSchema = headerTextOf(MAX_NAME_CHARACTERS)
  .min(1, 'must not be empty')
  .openapi({ example: 'Anna Rossi' });
/** A coarse check; the steps parse the address. RFC 5321 §4.5.3.1.3. */
const emailSchema = textOf(254)
  .min(3, ONE_ADDRESS)
  .openapi({ format: 'email', example: 'anna@shop.example' });
/** The steps refuse what cannot be mailed (decision 0123). */
const mailedSchema = emailSchema.openapi({
  description:
    'Mail goes here: at most 64 characters before the @, and a domain of letters, digits, hyphens and dots (RFC 5321)',
});
const localeSchema = textOf(35)
  .regex(
    /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/,
    'must be a language tag, such as "de" or "pt-BR"',
  )
  .openapi({ example: 'de' });
const timeZoneSchema = textOf(64)
  .refine(isTimeZone, 'must be an IANA time zone, such as "Europe/Rome"')
  .openapi({ example: 'Europe/Rome', description: 'For the times in mails to this person' });

/** The query parameters of lists of people. */
export const peopleQuerySchema = pageQuerySchema.extend({
  address: emailSchema.optional().openapi({
    description: 'Only people whose own address this is or was',
    example: 'anna@shop.example',
  }),
});

export const departmentBodySchema = z.strictObject({ name: nameSchema });
export const departmentSchema = z
  .object({ departmentId: departmentIdSchema, name: z.string() })
  .openapi('Department');
export const departmentListSchema = z.object({
  departments: z.array(departmentSchema),
  cursor: cursorSchema,
});

export const agentBodySchema = z.strictObject({
  name: nameSchema,
  email: mailedSchema,
  aliases: listOf(emailSchema, MAX_ALIASES).default([]),
  role: z.enum(['agent', 'admin']).default('agent'),
  departmentIds: listOf(departmentIdSchema, MAX_DEPARTMENTS_OF_AGENT).default([]),
  locale: localeSchema.optional(),
  timeZone: timeZoneSchema.optional(),
});
export const agentSchema = z
  .object({
    agentId: agentIdSchema,
    name: z.string(),
    email: z.string(),
    aliases: z.array(z.string()),
    role: z.enum(['agent', 'admin']),
    departmentIds: z.array(z.string()),
    locale: z.string().optional(),
    createdAt: timeSchema.optional(),
    timeZone: z.string().optional(),
    suppressed: suppressedSchema,
  })
  .openapi('Agent');
export const agentListSchema = z.object({ agents: z.array(agentSchema), cursor: cursorSchema });

export const userBodySchema = z.strictObject({
  name: nameSchema.optional(),
  email: mailedSchema.optional(),
  emailNotifications: z.boolean().default(true),
  locale: localeSchema.optional(),
  metadata: metadataSchema.optional(),
  timeZone: timeZoneSchema.optional(),
});
export const userSchema = z
  .object({
    userId: userIdSchema,
    name: z.string().optional(),
    email: z.string().optional().openapi({
      description: 'Address that mail goes to, unless the conversation has a `userAddress`',
    }),
    formerEmails: z.array(z.string()),
    emailNotifications: z.boolean(),
    locale: z.string().optional(),
    metadata: shownMetadataSchema,
    formerIds: z.array(z.string()).optional().openapi({
      description:
        'Former ids: of users created by mail that turned out to be this user. They still lead here',
    }),
    createdAt: timeSchema.optional(),
    timeZone: z.string().optional(),
    suppressed: suppressedSchema,
  })
  .openapi('User');
export const userListSchema = z.object({ users: z.array(userSchema), cursor: cursorSchema });

const presenceFields = {
  status: z.enum(['online', 'offline']),
  forSeconds: z.int().min(1).max(MAX_PRESENCE_SECONDS).default(DEFAULT_PRESENCE_SECONDS).openapi({
    description: 'How long the report counts; afterwards the person counts as offline',
  }),
};
export const presenceBodySchema = z.strictObject(presenceFields);
export const presenceSchema = z
  .object({
    status: z.enum(['online', 'offline']),
    until: timeSchema.optional().openapi({ description: 'Until when the report counts' }),
  })
  .openapi('Presence');
export const presencesBodySchema = z.strictObject({
  items: listOf(
    z.strictObject({ kind: z.enum(['agent', 'user']), id: personIdSchema, ...presenceFields }),
    MAX_PRESENCE_REPORTS,
  ).min(1),
});
export const presencesAnswerSchema = z.object({
  unknown: z
    .array(z.object({ kind: z.enum(['agent', 'user']), id: z.string() }))
    .openapi({ description: 'People of the call that are unknown; the others are stored' }),
});
