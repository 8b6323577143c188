/** The bundle lacks what it should have: no mail's fault, so no mail is judged by it. */
export class MailauthMissing extends Error {}

/**
 * mailauth's checks, loaded when a mail needs them: most come with the verdicts of SES, and the library is large. By the default of its
 * modules: of a CommonJS package a chunk of the bundle exports nothing else.
 * @throws MailauthMissing where it is not to be loaded, so that this is never taken for a broken signature.
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
