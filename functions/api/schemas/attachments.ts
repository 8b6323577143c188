import { MAX_ATTACHMENT_BYTES, MAX_UPLOAD_NAME_CHARACTERS } from '../limits.ts';
import * as z from '../zod.ts';
import { attachmentIdSchema } from './ids.ts';
import { BARE_NAME, textOf } from './text.ts';

/** RFC 6838 §4.2; the only parameter is an unquoted charset, which is all that a file needs. */
const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(; ?charset=[A-Za-z0-9._-]{1,40})?$/;

/** No path, no control or bidi characters, and something visible (S14). */
const filenameSchema = textOf(MAX_UPLOAD_NAME_CHARACTERS)
  .min(1)
  .regex(BARE_NAME, 'must be a bare name without control characters')
  .refine((name) => !/\p{Cf}/u.test(name), 'must not hold invisible format characters')
  .refine((name) => !/^[.\s]*$/.test(name), 'must be a name')
  .openapi({ example: 'invoice.pdf' });

export const newAttachmentSchema = z.strictObject({
  filename: filenameSchema,
  contentType: textOf(200)
    .regex(MEDIA_TYPE, 'must be a media type, such as "image/png"')
    .openapi({ example: 'image/png' }),
  size: z
    .int()
    .min(1)
    .max(MAX_ATTACHMENT_BYTES, {
      error: ({ input }) => `is ${input}; at most ${MAX_ATTACHMENT_BYTES} octets are taken`,
    })
    .openapi({ description: 'Octets', example: 48_123 }),
});
export const begunUploadSchema = z.object({
  attachmentId: attachmentIdSchema,
  uploadUrl: z.url().openapi({
    description: 'PUT the file here within 15 minutes, with the announced content type',
  }),
});
