import * as v from 'valibot';

/** What the chat backend keeps with a thing of its own. A record of valibot leaves names such as `constructor` out, and these are not ours. */
export const metadata = v.custom<Record<string, string>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string'),
);
