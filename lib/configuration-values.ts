import { z } from 'zod';

/** Schemas for values of the configuration, which come from its JSON file or as text from `-c`. */
export const name = (what: string) =>
  z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, `must be the name of a ${what}`);

export const arn = (service: string, what: string) =>
  z.string().regex(new RegExp(`^arn:[a-z-]+:${service}:.+$`), `must be the ARN of ${what}`);

export const flag = z.union(
  [z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')],
  { error: 'must be true or false' },
);

/** Parses values from `-c`, which gives JSON as text: `-c otherAddresses='["sales@example.com"]'`. */
export const fromText = <Schema extends z.ZodType>(value: Schema) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? parseJson(given) : given),
    value,
  ) as z.ZodPreprocess<Schema>;

/** A whole number of 1 or more. */
export const count = (most: number) => fromText(z.number().int().min(1).max(most));

/** Text that is not JSON is validated as it is. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
