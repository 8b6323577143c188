import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../../../functions/conversations/signals/token.ts';
import type { Verdicts } from '../../../../functions/mail/message.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  KEYS,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const CARLA = 'carla@kunde.example';
const TO = replyAddress('user', 'carla');
/** Only DKIM proves the mail, with these fields signed; it came from another domain's server. */
const signedOver = (h: string, d = 'kunde.example') =>
  ({
    headers: {
      'Authentication-Results': `amazonses.com; dkim=pass header.i=@${d}; dmarc=pass header.from=kunde.example`,
      'DKIM-Signature': `v=1; a=rsa-sha256; d=${d}; s=s; h=${h}; bh=x; b=y`,
    },
    verdicts: {
      dkim: 'PASS',
      dmarc: 'PASS',
      spf: 'PASS',
      spfDomain: 'evil.example',
      virus: 'PASS',
    },
  }) as const;
const SPF = { spf: 'PASS', spfDomain: 'kunde.example', virus: 'PASS' } as const;
const M365 = 'From:Date:Subject:Message-ID:Content-Type:MIME-Version';

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const receive = (
  headers: Record<string, string>,
  verdicts: Verdicts,
  body = `Text ${Math.random()}`,
) => receiveMail(arrive(world, headers, body, { verdicts }), fakePorts(world));
const userAddress = () => world.conversations[0]?.userAddress;

describe('a Reply-To on the answer of a user', () => {
  it('changes this conversation’s address, and nothing of the user (R31, S4)', async () => {
    await receive({ To: TO, 'Reply-To': 'Carla <home@new.example>' }, SPF);
    expect(userAddress()).toBe('home@new.example');
    expect(world.users[0]).toMatchObject({ email: CARLA, formerEmails: ['carla@former.example'] });
  });

  it.each([
    ['letters beyond ASCII', 'jörg@new.example'],
    ['two dots in a row', 'a..b@new.example'],
    ['a local part of 65 octets', `${'a'.repeat(65)}@new.example`],
    ['an underscore in its domain', 'home@new_.example'],
  ])(
    'does not count with %s, where SES sends nothing: answers still reach the From (S4)',
    async (_, address) => {
      const record = await receive({ To: TO, 'Reply-To': address }, SPF);
      expect(record).toMatchObject({ outcome: 'delivered', replyToFault: 'malformed' });
      expect(userAddress()).toBeUndefined();
    },
  );

  it.each([`${'a'.repeat(64)}@new.example`, '"my home"@new.example', "o'b_r+x@bücher.example"])(
    'counts as %s (S4)',
    async (address) => {
      await receive({ To: TO, 'Reply-To': address }, SPF);
      expect(userAddress()).toBeDefined();
    },
  );

  it('counts if a signature covers it (S4)', async () => {
    const { headers, verdicts } = signedOver(`${M365}:Reply-To`);
    await receive({ ...headers, To: TO, 'Reply-To': 'home@new.example' }, verdicts);
    expect(userAddress()).toBe('home@new.example');
  });

  it('does not count if the signature leaves it out, as Microsoft 365’s does (S4)', async () => {
    const { headers, verdicts } = signedOver(M365);
    const record = await receive({ ...headers, To: TO, 'Reply-To': 'me@evil.example' }, verdicts);
    expect(record).toMatchObject({ outcome: 'delivered', replyToFault: 'not-covered' });
    expect(userAddress()).toBeUndefined();
  });

  it('does not count if another signature of the domain may be the valid one (S4)', async () => {
    const { headers, verdicts } = signedOver(M365);
    const forged = signedOver(`${M365}:Reply-To`).headers['DKIM-Signature'];
    const both = `${headers['DKIM-Signature']}\r\nDKIM-Signature: ${forged}`;
    await receive(
      { ...headers, 'DKIM-Signature': both, To: TO, 'Reply-To': 'me@evil.example' },
      verdicts,
    );
    expect(userAddress()).toBeUndefined();
  });

  it.each([
    ['without a verdict', 'x@new.example', { virus: 'PASS' }, 'not-authenticated'],
    ['against a FAIL', 'x@new.example', FAIL, 'not-authenticated'],
    ['with two addresses', 'x@new.example, y@new.example', SPF, 'malformed'],
    ['with nothing readable', 'nobody at all', SPF, 'malformed'],
    ['that hides a second address', 'Carla <x@new.example><y@evil.example>', SPF, 'malformed'],
    ['of the piping address', 'support+x@piping.example', SPF, 'piping-address'],
    ['of staff', 'anna@shop.example', SPF, 'of-staff'],
  ] as const)(
    'does not count %s, and the record says why (S4)',
    async (_name, replyTo, verdicts, replyToFault) => {
      const record = await receive({ To: TO, 'Reply-To': replyTo }, verdicts);
      expect(record).toMatchObject({ outcome: 'delivered', replyToFault });
      expect(userAddress()).toBeUndefined();
    },
  );

  it('brings the mail back to From after it has named another address', async () => {
    await receive({ To: TO, 'Reply-To': 'home@new.example' }, SPF);
    await receive({ To: TO, 'Reply-To': CARLA }, SPF);
    expect(userAddress()).toBe(CARLA);
  });

  it('keeps the mail at the former address that it comes from (S4, R31)', async () => {
    const former = 'carla@former.example';
    const proved = { spf: 'PASS', spfDomain: 'former.example', virus: 'PASS' } as const;
    await receive({ From: former, To: TO, 'Reply-To': former }, proved);
    expect(userAddress()).toBe(former);
  });

  it('lets the user write from there, in this conversation only (S4)', async () => {
    const [first] = world.conversations;
    if (first) world.conversations.push({ ...first, conversationId: '2458' });
    await receive({ To: TO, 'Reply-To': 'home@new.example' }, SPF);
    const proved = { spf: 'PASS', spfDomain: 'new.example', virus: 'PASS' } as const;
    await receive({ From: 'home@new.example', To: TO }, proved);
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'user', id: 'carla' });
    const elsewhere = `support+${issueToken(KEYS, 'address', '2458', { kind: 'user', id: 'carla' })}@piping.example`;
    await receive({ From: 'home@new.example', To: elsewhere }, proved);
    expect(world.messages.at(-1)?.author).toMatchObject({ kind: 'guest' });
  });
});
