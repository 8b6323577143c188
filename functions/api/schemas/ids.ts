import * as z from '../zod.ts';

/** Ids chosen by the chat backend; the pattern accepts most other systems' ids. */
const ID_FORM = /^[A-Za-z0-9._~:@|+=-]{1,128}$/;

const id = (what: string, example: string) =>
  z
    .string()
    .regex(ID_FORM, 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ : @ | + = -')
    .openapi({ description: `The chat's own id of the ${what}`, example });

export const departmentIdSchema = id('department', 'billing');
export const agentIdSchema = id('agent', 'anna');
export const userIdSchema = id('user', 'u-2457');
export const webhookIdSchema = id('webhook', 'chat');
export const personIdSchema = id('person', 'anna');

export const conversationIdSchema = z
  .string()
  .regex(/^[0-9]{1,10}$/, 'must be the number of a conversation')
  .openapi({ description: 'The number in the tag, as a string', example: '2457' });

/** Ids that we issue: any plausible one is accepted, and a wrong one is simply unknown. */
const givenId = (example: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,200}$/, 'must be an id that this API gave')
    .openapi({ example });

export const messageIdSchema = givenId('2457-01JD3Z0T8Q9W7M2H5K4R6V1XBC');
export const mailIdSchema = givenId('inbound-o3vrnil0e2ic28tr');
export const attachmentIdSchema = givenId('01JD3Z0T8Q9W7M2H5K4R6V1XBC');
export const eventIdSchema = givenId('evt_0f3a6c5b2d1e49788a9b0c1d2e3f4a5b');
export const erasureIdSchema = givenId('01JD3Z0T8Q9W7M2H5K4R6V1XBC');

export const timeSchema = z.iso
  .datetime()
  .openapi({ description: 'RFC 3339, UTC', example: '2026-05-04T08:15:30.123Z' });
