import type { Authentication } from '../../mail/verdicts/judge-authentication.ts';
import type { Participant } from '../people/people.ts';
import type { FoundSignal } from './collect-signals.ts';
import { recipientMark } from './token.ts';

/** The author's role in the conversation; tried in this order (S3). */
export type AuthorRole = 'staff' | 'user' | 'other';

/** What the mail's signals prove about its author. */
export type Proof =
  /** A token, signed reference or SES id made for the author. */
  | 'own'
  /** One made for someone else: it finds the conversation, but proves no participant. */
  | 'foreign'
  /** Only a tag. */
  | 'tag';

export type AuthorJudgement =
  | { outcome: 'delivered'; as: 'agent' | 'user' | 'guest' }
  | {
      outcome: 'held';
      reason: 'staff-not-authenticated' | 'author-not-authenticated' | 'not-a-participant';
    };

/** The table of S3, row by row, for a mail that answers a conversation. A mail delivered without authentication is marked `unverified`. */
export function judgeAuthor(
  role: AuthorRole,
  authentication: Authentication,
  proof: Proof,
): AuthorJudgement {
  if (role === 'staff') {
    return authentication === 'authenticated'
      ? { outcome: 'delivered', as: 'agent' }
      : { outcome: 'held', reason: 'staff-not-authenticated' };
  }
  if (role === 'user') {
    return authentication !== 'failed' || proof === 'own'
      ? { outcome: 'delivered', as: 'user' }
      : { outcome: 'held', reason: 'author-not-authenticated' };
  }
  return authentication === 'authenticated' && proof !== 'tag'
    ? { outcome: 'delivered', as: 'guest' }
    : { outcome: 'held', reason: 'not-a-participant' };
}

/** What the signals that name this conversation prove about this author, at most. */
export function proofFor(
  signals: FoundSignal[],
  conversationId: string,
  author: Participant,
): Proof {
  const marks = signals
    .filter((found) => found.conversationId === conversationId)
    .flatMap(({ madeFor }) => (madeFor === undefined ? [] : [madeFor]));
  if (marks.includes(recipientMark(author))) return 'own';
  return marks.length > 0 ? 'foreign' : 'tag';
}
