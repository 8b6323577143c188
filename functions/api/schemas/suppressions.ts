import { DELIVERY_REASONS } from '../../conversations/recipients/delivery.ts';
import * as z from '../zod.ts';
import { timeSchema } from './ids.ts';
import { cursorSchema } from './page.ts';

const fields = {
  reason: z.enum(DELIVERY_REASONS.bounced),
  at: timeSchema,
};

/** Why an address is not mailed; shown with its owner. */
export const suppressedSchema = z
  .object(fields)
  .optional()
  .openapi({ description: 'Present if the address bounced or complained and so gets no mail' });

const suppressionSchema = z
  .object({ address: z.string().openapi({ example: 'carla@kunde.example' }), ...fields })
  .openapi('Suppression');
export const suppressionListSchema = z.object({
  suppressions: z.array(suppressionSchema),
  cursor: cursorSchema,
});
