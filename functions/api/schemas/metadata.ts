import {
  MAX_METADATA_KEY_CHARACTERS,
  MAX_METADATA_KEYS,
  MAX_METADATA_VALUE_CHARACTERS,
} from '../limits.ts';
import * as z from '../zod.ts';
import { textOf } from './text.ts';

const name = z
  .string()
  .regex(
    new RegExp(`^[A-Za-z0-9][A-Za-z0-9_.:-]{0,${MAX_METADATA_KEY_CHARACTERS - 1}}$`),
    `must be 1 to ${MAX_METADATA_KEY_CHARACTERS} of A-Z a-z 0-9 _ . : -, and begin with a letter or digit`,
  );

/** The chat backend's own data about an object. */
export const metadataSchema = z
  .record(name, textOf(MAX_METADATA_VALUE_CHARACTERS))
  .superRefine((given, context) => {
    const count = Object.keys(given).length;
    if (count <= MAX_METADATA_KEYS) return;
    const message = `has ${count} keys; at most ${MAX_METADATA_KEYS} are allowed`;
    context.addIssue({ code: 'custom', message });
  })
  .openapi({
    description: `Your own texts by name, returned unchanged: at most ${MAX_METADATA_KEYS}, each of at most ${MAX_METADATA_VALUE_CHARACTERS} characters`,
    maxProperties: MAX_METADATA_KEYS,
    example: { crmId: 'C-2457' },
  });

/** For answers. */
export const shownMetadataSchema = z.record(z.string(), z.string()).optional();
