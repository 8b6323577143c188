import type { Authentication } from '../mail/verdicts/judge-authentication.ts';
import type { FoundSignal } from './collect-signals.ts';
import type { Participant } from './people.ts';
import { recipientMark } from './token.ts';

/** What the author is to the conversation; the rows are tried in this order (S3). */
export type AuthorRole = 'staff' | 'user' | 'other';

/** What the mail's signals prove about this author. */
export type Proof =
  /** A token, signed reference or SES id that was made for the author. */
  | 'own'
  /** One that was made for someone else: it finds the conversation and proves no participant. */
  | 'foreign'
  /** Nothing but a tag. */
  | 'tag';

export type AuthorJudgement =
  | { outcome: 'delivered'; as: 'agent' | 'user' | 'guest' }
  | {
      outcome: 'held';
      reason: 'staff-not-authenticated' | 'author-not-authenticated' | 'not-a-participant';
    };

/** The table of S3, row by row, for a mail that answers a conversation. What is delivered unauthenticated is marked `unverified`. */
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

/** The strongest proof among the signals that name the conversation, for this author. */
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
