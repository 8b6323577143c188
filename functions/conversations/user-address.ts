import type { Conversation } from './conversation.ts';
import type { User } from './people.ts';

/** Where the conversation's mail for its user goes: where a Reply-To said for this conversation, else to the user's own address (S4, R31). */
export const userAddressIn = (
  { userAddress }: Pick<Conversation, 'userAddress'>,
  user: Pick<User, 'email'> | undefined,
): string | undefined => userAddress ?? user?.email;
