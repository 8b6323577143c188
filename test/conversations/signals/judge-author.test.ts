import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../functions/conversations/people/people.ts';
import type { FoundSignal } from '../../../functions/conversations/signals/collect-signals.ts';
import {
  type AuthorRole,
  judgeAuthor,
  type Proof,
  proofFor,
} from '../../../functions/conversations/signals/judge-author.ts';
import { recipientMark } from '../../../functions/conversations/signals/token.ts';
import { VERDICTS } from '../../../functions/mail/message.ts';
import { judgeAuthentication } from '../../../functions/mail/verdicts/judge-authentication.ts';
import { expectGenerated } from '../../support/generated-document.ts';

const ROLES: Record<AuthorRole, string> = {
  staff: 'staff',
  user: "the conversation's user",
  other: 'anyone else',
};
const PROOFS: Record<Proof, string> = {
  own: 'own token, reference or SES id',
  foreign: "another's token, reference or SES id",
  tag: 'tag alone',
};

/** Delivered or held, in the words of the documentation. */
function wordsFor(role: AuthorRole, verdict: (typeof VERDICTS)[number], proof: Proof): string {
  const authentication = judgeAuthentication('anna@shop.example', { dmarc: verdict });
  const judged = judgeAuthor(role, authentication, proof);
  if (judged.outcome === 'held') return `held: ${judged.reason}`;
  const mark = authentication === 'authenticated' ? '' : ', marked `unverified`';
  return `delivered as ${judged.as}${mark}`;
}

/** A line `signals | outcome` for each outcome that the signals lead to. */
function outcomesOf(role: AuthorRole, verdict: (typeof VERDICTS)[number]): string {
  const proofs = Object.keys(PROOFS) as Proof[];
  return [...Map.groupBy(proofs, (proof) => wordsFor(role, verdict, proof))]
    .map(([words, by]) =>
      [
        by.length === proofs.length ? 'any' : by.map((proof) => PROOFS[proof]).join('; '),
        words,
      ].join(' | '),
    )
    .join('\n');
}

describe('judgeAuthor', () => {
  it('delivers staff who are authenticated, by any signal (S3)', () => {
    for (const proof of ['own', 'foreign', 'tag'] as const) {
      expect(judgeAuthor('staff', 'authenticated', proof)).toEqual({
        outcome: 'delivered',
        as: 'agent',
      });
    }
  });

  it('holds staff who are not, whatever token or tag the mail has (S3, R14)', () => {
    for (const authentication of ['failed', 'no-verdict'] as const) {
      for (const proof of ['own', 'foreign', 'tag'] as const) {
        expect(judgeAuthor('staff', authentication, proof)).toEqual({
          outcome: 'held',
          reason: 'staff-not-authenticated',
        });
      }
    }
  });

  it('delivers the user with a verdict and without one, by any signal (S3)', () => {
    for (const authentication of ['authenticated', 'no-verdict'] as const) {
      for (const proof of ['own', 'foreign', 'tag'] as const) {
        expect(judgeAuthor('user', authentication, proof)).toEqual({
          outcome: 'delivered',
          as: 'user',
        });
      }
    }
  });

  it('delivers the user despite a FAIL by an own token or reference (S3)', () => {
    expect(judgeAuthor('user', 'failed', 'own')).toEqual({ outcome: 'delivered', as: 'user' });
  });

  it("holds the user on a FAIL with only a tag or another's token (S3)", () => {
    for (const proof of ['foreign', 'tag'] as const) {
      expect(judgeAuthor('user', 'failed', proof)).toEqual({
        outcome: 'held',
        reason: 'author-not-authenticated',
      });
    }
  });

  it('delivers an authenticated stranger as a guest, by a token or reference (S3)', () => {
    for (const proof of ['own', 'foreign'] as const) {
      expect(judgeAuthor('other', 'authenticated', proof)).toEqual({
        outcome: 'delivered',
        as: 'guest',
      });
    }
  });

  it('holds every other stranger (S3)', () => {
    const cases = [
      judgeAuthor('other', 'authenticated', 'tag'),
      judgeAuthor('other', 'no-verdict', 'foreign'),
      judgeAuthor('other', 'failed', 'foreign'),
      judgeAuthor('other', 'no-verdict', 'tag'),
    ];
    for (const judged of cases) {
      expect(judged).toEqual({ outcome: 'held', reason: 'not-a-participant' });
    }
  });

  it('is what docs/who-may-write.md says, for every role, verdict and signal (S3)', () => {
    const rows = (Object.keys(ROLES) as AuthorRole[]).flatMap((role) =>
      [...Map.groupBy(VERDICTS, (verdict) => outcomesOf(role, verdict))].flatMap(
        ([outcomes, verdicts]) =>
          outcomes
            .split('\n')
            .map((each) => `| ${ROLES[role]} | ${verdicts.join(', ')} | ${each} |`),
      ),
    );
    const table = ['| author | verdict | signal | outcome |', '|---|---|---|---|', ...rows];
    expectGenerated('docs/who-may-write.md', table.join('\n'));
  });
});

describe('proofFor', () => {
  const carla: Participant = { kind: 'user', id: 'carla' };
  const anna: Participant = { kind: 'agent', id: 'anna' };
  const signal = (kind: FoundSignal['signal'], madeFor?: Participant): FoundSignal => ({
    signal: kind,
    conversationId: '1',
    ...(madeFor && { madeFor: recipientMark(madeFor) }),
  });

  it.each(['token', 'reference', 'ses-message-id'] as const)(
    'takes a %s that was made for the author as proof (S3)',
    (kind) => {
      expect(proofFor([signal(kind, carla)], '1', carla)).toBe('own');
    },
  );

  it("takes a token of another recipient as another's (S3)", () => {
    expect(proofFor([signal('token', anna)], '1', carla)).toBe('foreign');
  });

  it("counts the author's own SES id beside another's token (S3, fine print)", () => {
    const signals = [signal('token', anna), signal('ses-message-id', carla)];
    expect(proofFor(signals, '1', carla)).toBe('own');
  });

  it('does not count a token of another conversation (S3)', () => {
    expect(proofFor([{ ...signal('token', carla), conversationId: '2' }], '1', carla)).toBe('tag');
  });

  it('distinguishes a user from an agent with the same id (S2)', () => {
    expect(proofFor([signal('token', { kind: 'agent', id: 'carla' })], '1', carla)).toBe('foreign');
  });
});
