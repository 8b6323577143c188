import { moveAddress } from '../../conversations/people/move-address.ts';
import type { User } from '../../conversations/people/people.ts';
import { whyUnmailable } from '../../mail/addresses.ts';
import type { Clock, SettingsSource } from '../ports.ts';
import {
  type NormalisedAddresses,
  normaliseAddresses,
  type UnmailableAddress,
} from './normalise-addresses.ts';
import type { DirectoryStore } from './ports.ts';

/** A user as the chat backend gives them. */
export type GivenUser = Pick<
  User,
  'userId' | 'name' | 'email' | 'emailNotifications' | 'locale' | 'timeZone' | 'metadata'
>;

export type PutUserResult =
  | { kind: 'stored'; user: User }
  /** The id is not available until the erasure is done (S19). */
  | { kind: 'being-erased' }
  | UnmailableAddress
  | Exclude<NormalisedAddresses, { kind: 'normalised' }>;

/**
 * Replaces a user. Several users may share an address. A user made from a mail of this address is taken over (S7): their conversations and
 * history become this user's, and both ids lead here. The piping address can be nobody's (R13).
 * An address that nobody can have is refused, unless somebody has written from it.
 */
export async function putUser(
  given: GivenUser,
  ports: { people: DirectoryStore; settings: SettingsSource; clock: Clock },
): Promise<PutUserResult> {
  const settings = await ports.settings.read();
  const texts = given.email === undefined ? [] : [given.email];
  const normalised = normaliseAddresses(texts, settings['sender-address']);
  if (normalised.kind !== 'normalised') return normalised;
  const [email] = normalised.addresses;
  const refused = email === undefined ? undefined : await refuseUnmailable(email, ports.people);
  if (refused) return refused;
  const at = new Date(ports.clock.now()).toISOString();
  const user = await ports.people.changeUser(given.userId, (before) =>
    replaceUser(before, { ...given, email }, at),
  );
  return user ? { kind: 'stored', user } : { kind: 'being-erased' };
}

/**
 * Some providers give out local parts that SES takes no mail for (`a..b@`, `jörg@`): whoever has one is known by it when they write (S3), so
 * it can be registered. The rest of an address is refused, unless somebody has written from it, who can then be named, too (S7).
 */
async function refuseUnmailable(
  email: string,
  people: DirectoryStore,
): Promise<UnmailableAddress | undefined> {
  const part = whyUnmailable(email);
  if (part === undefined || part === 'local-part') return undefined;
  if ((await people.ownersOf(email)).userIds.length > 0) return undefined;
  return { kind: 'unmailable', index: 0, part };
}

/** Replaces all fields; an own address that is no longer given stays a former address (S3). */
function replaceUser(before: User | undefined, { email, ...fields }: GivenUser, at: string): User {
  const { formerEmails = [], email: emailBefore, emailFrom, formerIds } = before ?? {};
  const createdAt = before ? before.createdAt : at;
  const user: User = {
    ...fields,
    userId: before?.userId ?? fields.userId,
    formerEmails,
    ...(formerIds !== undefined && { formerIds }),
    ...(createdAt !== undefined && { createdAt }),
    ...(emailBefore !== undefined && { email: emailBefore }),
    ...(emailFrom !== undefined && { emailFrom }),
  };
  return moveAddress(user, email);
}
