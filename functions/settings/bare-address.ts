import * as v from 'valibot';

const BARE_ADDRESS =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)$/i;

/** One address that mail can be sent from, without a display name; lower-cased. */
export const bareAddress = v.pipe(
  v.string('must be a text'),
  v.regex(BARE_ADDRESS, 'must be one bare address'),
  v.toLowerCase(),
);
