import { z } from '@hono/zod-openapi';
import { MAX_ATTACHMENT_BYTES, MAX_FILENAME_CHARACTERS } from '../limits.ts';
import { attachmentIdSchema } from './ids.ts';

/** RFC 6838 §4.2 names; parameters only as an unquoted charset, which is all that a file needs. */
const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(; ?charset=[A-Za-z0-9._-]{1,40})?$/;

/** No path, no control or bidi character, something to see (S14). */
const filenameSchema = z
  .string()
  .min(1)
  .max(MAX_FILENAME_CHARACTERS)
  .regex(/^[^\p{Cc}\p{Cf}/\\]*$/u, 'must be a bare name without control characters')
  .refine((name) => !/^[.\s]*$/.test(name), 'must be a name')
  .openapi({ pattern: '^[^\\p{Cc}\\p{Cf}/\\\\]*$' });

export const newAttachmentSchema = z.strictObject({
  filename: filenameSchema,
  contentType: z
    .string()
    .max(200)
    .regex(MEDIA_TYPE, 'must be a media type, such as "image/png"')
    .openapi({ example: 'image/png' }),
  size: z.int().min(1).max(MAX_ATTACHMENT_BYTES).openapi({ description: 'Octets' }),
});
export const begunUploadSchema = z.object({
  attachmentId: attachmentIdSchema,
  uploadUrl: z
    .url()
    .openapi({ description: 'PUT the file here within 15 minutes, with that content type' }),
});
