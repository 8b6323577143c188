import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../functions/conversations/people/people.ts';
import { formatTag } from '../../../functions/conversations/signals/tag.ts';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';
import { expectGenerated } from '../../support/generated-document.ts';

/** Whose mail is forged. At worst, the forger has a leaked reply address that was made for them. */
const TARGETS: Record<string, { address: string; participant: Participant }> = {
  staff: { address: 'anna@shop.example', participant: { kind: 'agent', id: 'anna' } },
  'the user': { address: 'carla@kunde.example', participant: { kind: 'user', id: 'carla' } },
  'a stranger': {
    address: 'bob@elsewhere.example',
    participant: { kind: 'guest', id: 'bob@elsewhere.example' },
  },
};

interface Forged {
  headers: Record<string, string>;
  verdicts?: Verdicts;
}
type Forgery = (address: string, domain: string) => Forged;

const TAG = formatTag(KEYS, { prefix: 'LC', digits: 6 }, '2457');
const EVIL = 'evil.example';
const ME = `m@${EVIL}`;
/** The address with another first letter of its domain, one character per octet. */
const inDomain = (address: string, change: (letter: string) => string) =>
  Buffer.from(address.replace(/(?<=@)./, change)).toString('latin1');
/** SPF and DKIM pass for the forger's own domain, and nobody has a DMARC policy. */
const OF_EVIL: Verdicts = { spf: 'PASS', spfDomain: EVIL, dkim: 'PASS', dmarc: 'NONE' };
const FAIL: Verdicts = { spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' };
const signature = (domain: string, more = 'h=from:to:date:subject:reply-to') =>
  `v=1; a=rsa-sha256; d=${domain}; s=s; ${more}; bh=x; b=x`;
const said = (results: string) => `amazonses.com; ${results}`;
const ownSigned = (more: Record<string, string>): Forged => ({
  headers: {
    'Authentication-Results': said(`dkim=pass header.i=@${EVIL}`),
    'DKIM-Signature': signature(EVIL),
    ...more,
  },
  verdicts: OF_EVIL,
});

const FORGERIES: Record<string, Forgery> = {
  'From alone, DMARC fails': (a) => ({ headers: { From: a }, verdicts: FAIL }),
  'From alone, the domain has no DMARC, all passes for another domain': (a) =>
    ownSigned({ From: a }),
  'From alone, nothing is known': (a) => ({ headers: { From: a }, verdicts: {} }),
  'From alone, DMARC fails, with the tag alone': (a) => ({
    headers: { From: a, To: `"Support | ${TAG}" <support@piping.example>` },
    verdicts: FAIL,
  }),
  'a second mailbox behind a comma': (a) => ownSigned({ From: `${a}, ${ME}` }),
  'a second mailbox behind the bracket': (a) => ownSigned({ From: `Anna <${a}><${ME}>` }),
  'a second mailbox before the bracket': (a) => ownSigned({ From: `${a} <${ME}>` }),
  'a second entry that is no address': (a) => ownSigned({ From: `${a}, <no address>` }),
  'full-width letters in the domain': (a) =>
    ownSigned({
      From: inDomain(a, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    }),
  'letters that fold to ASCII in the domain': (a) =>
    ownSigned({
      From: inDomain(a, (letter) => ({ k: '\u212a', s: '\u017f' })[letter] ?? '\u1d49'),
    }),
  'the address as the name of an own one': (a) => ownSigned({ From: `"${a}" <${ME}>` }),
  'the address in an encoded word': (a) => ownSigned({ From: `=?utf-8?Q?=3C${a}=3E?= <${ME}>` }),
  'the address in a comment': (a) => ownSigned({ From: `${ME} (${a})` }),
  'the address in Sender': (a) => ownSigned({ From: ME, Sender: a }),
  'the address in Reply-To': (a) => ownSigned({ From: ME, 'Reply-To': a }),
  'a look-alike domain that passes': (_, domain) => {
    const alike = `xn--${domain.replace('.', '-x.')}`;
    return {
      headers: { From: `a@${alike}` },
      verdicts: { spf: 'PASS', spfDomain: alike, dmarc: 'PASS' },
    };
  },
  'a signature of the domain that does not hold, beside one that does': (a, domain) => ({
    headers: {
      'Authentication-Results': said(`dkim=pass header.i=@${EVIL}; dkim=fail header.i=@${domain}`),
      'DKIM-Signature': signature(domain),
      From: a,
    },
    verdicts: OF_EVIL,
  }),
  'results in the words of EHLO': (a, domain) => ({
    headers: {
      'Authentication-Results': said(
        `spf=pass client-ip=192.0.2.1; helo=x;dkim=pass(a)header.d=${domain}; dkim=pass header.i=@${EVIL}`,
      ),
      'DKIM-Signature': signature(domain),
      From: a,
    },
    verdicts: OF_EVIL,
  }),
  'results below those of the receiver': (a, domain) => ({
    headers: {
      'Authentication-Results': said(`dkim=fail header.i=@${EVIL}`),
      'authentication-results': said(`dkim=pass header.d=${domain}; dmarc=pass`),
      'DKIM-Signature': signature(domain),
      From: a,
    },
    verdicts: { spf: 'PASS', spfDomain: EVIL, dkim: 'FAIL', dmarc: 'NONE' },
  }),
  'DMARC passes for the author that the receiver read, another one': (a) => ({
    headers: { 'Authentication-Results': said(`dmarc=pass header.from=${EVIL}`), From: a },
    verdicts: { dmarc: 'PASS' },
  }),
  'a signature that leaves out From': (a, domain) => ({
    headers: {
      'Authentication-Results': said(`dkim=pass header.i=@${domain}`),
      'DKIM-Signature': signature(domain, 'h=date:subject'),
      From: a,
    },
    verdicts: { ...OF_EVIL },
  }),
  'a signature over the beginning of the body (l=)': (a, domain) => ({
    headers: {
      'Authentication-Results': said(`dkim=pass header.i=@${domain}`),
      'DKIM-Signature': signature(domain, 'l=10; h=from:to:date'),
      From: a,
    },
    verdicts: { ...OF_EVIL },
  }),
  'a signature over the beginning of the body (l=), by which DMARC passes': (a, domain) => ({
    headers: {
      'Authentication-Results': said(
        `dkim=pass header.i=@${domain}; dmarc=pass header.from=${domain}`,
      ),
      'DKIM-Signature': signature(domain, 'l=10; h=from:to:date'),
      From: a,
    },
    verdicts: { ...OF_EVIL, dmarc: 'PASS' },
  }),
};

async function fateOf(forgery: Forgery, target: keyof typeof TARGETS): Promise<string> {
  const { address, participant } = TARGETS[target] ?? { address: '', participant: undefined };
  if (!participant) throw new Error(`no target ${target}`);
  const world = makeWorld();
  const { headers, verdicts } = forgery(address, address.split('@')[1] ?? '');
  const to = `support+${issueToken(KEYS, 'address', '2457', participant)}@piping.example`;
  const mail = arrive(world, { To: to, ...headers }, 'Pay to another account.', {
    verdicts: { spam: 'PASS', virus: 'PASS', ...verdicts },
    envelope: { reversePath: ME, forwardPaths: [] },
  });
  const record = await receiveMail(mail, fakePorts(world));
  return record?.outcome === 'delivered'
    ? spokenBy(world)
    : `${record?.outcome}: ${record?.reason}`;
}

function spokenBy({ messages, conversations }: World): string {
  const [message] = messages;
  const { kind, address } = message?.author ?? {};
  const marks = (message?.flags ?? []).map((flag) => `\`${flag}\``).join(' ');
  const moved = conversations[0]?.userAddress === undefined ? '' : ', Reply-To counts';
  const who = kind === 'guest' && address === ME ? 'the guest that the forger is' : `${kind}`;
  return `delivered as ${who}${kind === 'user' && marks !== '' ? `, marked ${marks}` : ''}${moved}`;
}

describe('forgeries of From (S3)', () => {
  it('end as docs/security.md says, and none is delivered as staff', async () => {
    const targets = Object.keys(TARGETS);
    const rows: string[] = [];
    for (const [name, forgery] of Object.entries(FORGERIES)) {
      const fates: string[] = [];
      for (const target of targets) fates.push(await fateOf(forgery, target));
      expect(fates.filter((fate) => fate.includes('as agent'))).toEqual([]);
      rows.push(`| ${name} | ${fates.join(' | ')} |`);
    }
    const head = [`| forged | of ${targets.join(' | of ')} |`, '|---|---|---|---|'];
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expectGenerated('docs/security.md', [...head, ...rows].join('\n'), 'forgeries');
  });
});
