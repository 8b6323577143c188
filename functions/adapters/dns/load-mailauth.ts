/** The bundle lacks the library. This is our fault, so it must not count against a mail. */
export class MailauthMissing extends Error {}

/**
 * Loads one of mailauth's checks on first use: the library is large, and most mail comes with SES's verdicts. It is read through the
 * module's default export, because the bundle's chunk of a CommonJS package has no other.
 * @throws MailauthMissing if it cannot be loaded, so that this is never taken for a broken signature.
 */
export async function loadCheck<Check>(read: () => Promise<Check>): Promise<Check> {
  const check = await read().catch((cause) => cause);
  if (typeof check === 'function') return check;
  throw new MailauthMissing('mailauth cannot be loaded', { cause: check });
}

export const loadDkimVerify = () =>
  loadCheck(async () => (await import('mailauth/lib/dkim/verify.js')).default.dkimVerify);

export const loadArc = () =>
  loadCheck(async () => (await import('mailauth/lib/arc/index.js')).default.arc);
