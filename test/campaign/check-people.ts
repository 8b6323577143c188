import type { World } from './check-campaign.ts';

/** A person whom the chat named with the address of a mail is one user, who owns all conversations that the address opened (S7). */
export function newcomerProblems({ scenario, items }: World): string[] {
  const users = items.filter(({ type }) => type === 'user');
  const conversations = items.filter(({ type }) => type === 'conversation');
  return scenario.newcomers.flatMap(({ userId, email }) => {
    const people = users.filter((user) => user.email === email).map((user) => user.userId);
    const owners = conversations
      .filter(({ openedFrom }) => openedFrom === email)
      .map((conversation) => conversation.userId);
    const isRight = people.join() === userId && owners.join() === [userId, userId].join();
    return isRight
      ? []
      : [`${email} is ${people.join()}, the conversations are of ${owners.join()}: not ${userId}`];
  });
}

/** A guest is never mailed (S3). */
export const guestProblems = ({ outbox }: World): string[] =>
  outbox
    .filter(({ to: [to = ''] }) => to.startsWith('guest'))
    .map(({ to: [to = ''] }) => `${to} is a guest, and was mailed`);
