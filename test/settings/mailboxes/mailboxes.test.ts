import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { mailboxesSetting } from '../../../functions/settings/mailboxes/mailboxes.ts';

const GMAIL = {
  name: 'gmail',
  preset: 'gmail',
  user: 'support@gmail.com',
  secret: 'gmail-password',
  address: 'Support@gmail.com',
};
const PLAIN = {
  name: 'own',
  protocol: 'imap',
  host: 'mail.example.com',
  port: 993,
  tls: true,
  user: 'support',
  secret: 'own',
  address: 'support@example.com',
};

const parse = (...entries: object[]) => {
  const { success, output, issues = [] } = v.safeParse(mailboxesSetting, JSON.stringify(entries));
  return { data: success ? output : undefined, issues };
};

/** "field: message" of every issue. */
function issuesOf(...entries: object[]): string[] {
  return parse(...entries).issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
}

describe('mailboxesSetting', () => {
  it.each([null, 5, true, [], {}])(
    'says in plain words that a field must be a text: %j',
    (given) => {
      const fields = ['secret', 'name', 'host', 'user', 'address', 'folder', 'authservId', 'ca'];
      for (const field of fields) {
        expect(issuesOf({ ...GMAIL, [field]: given })).toContain(`0.${field}: must be a text`);
      }
      expect(issuesOf({ ...GMAIL, trustedArcSealers: 5 })).toContain(
        '0.trustedArcSealers: must be a list',
      );
    },
  );

  it('accepts an address under a top-level domain of another script', () => {
    const address = 'support@xn--80aswg.xn--p1ai';
    expect(parse({ ...GMAIL, address }).data?.[0]?.address).toBe(address);
  });

  it('fills in what the Gmail preset knows (R17, R18)', () => {
    expect(parse(GMAIL).data?.[0]).toMatchObject({
      protocol: 'imap',
      host: 'imap.gmail.com',
      port: 993,
      tls: true,
      auth: 'password',
      authservId: 'mx.google.com',
      address: 'support@gmail.com',
    });
  });

  it('takes the POP3 server of a preset if the entry asks for POP3 (R2)', () => {
    const [mailbox] = parse({ ...GMAIL, protocol: 'pop3' }).data ?? [];
    expect(mailbox).toMatchObject({ host: 'pop.gmail.com', port: 995 });
  });

  it.each([
    ['gmail', 'imap.gmail.com', 'pop.gmail.com', 'password', 'mx.google.com'],
    ['outlook', 'outlook.office365.com', 'outlook.office365.com', 'xoauth2', undefined],
    ['yahoo', 'imap.mail.yahoo.com', 'pop.mail.yahoo.com', 'password', undefined],
    ['icloud', 'imap.mail.me.com', undefined, 'password', undefined],
    ['gmx', 'imap.gmx.net', 'pop.gmx.net', 'password', undefined],
    ['libero', 'imapmail.libero.it', 'popmail.libero.it', 'password', undefined],
    ['aruba', 'imaps.aruba.it', 'pop3s.aruba.it', 'password', undefined],
  ])(
    "fills in the provider's own servers for the preset %s",
    (preset, imap, pop3, auth, authservId) => {
      const secure = { tls: true, auth };
      const [byImap] = parse({ ...GMAIL, preset }).data ?? [];
      expect(byImap).toMatchObject({ ...secure, protocol: 'imap', host: imap, port: 993 });
      expect(byImap?.authservId).toBe(authservId);
      const [byPop3] = parse({ ...GMAIL, preset, protocol: 'pop3' }).data ?? [];
      expect(byPop3?.host).toBe(pop3);
      if (pop3) expect(byPop3).toMatchObject({ ...secure, port: 995 });
    },
  );

  it('prefers the entry to its preset', () => {
    expect(parse({ ...GMAIL, preset: 'gmx', host: 'imap.gmx.com' }).data?.[0]?.host).toBe(
      'imap.gmx.com',
    );
  });

  it('accepts trustedAuthSource only with the preset outlook', () => {
    const trustedAuthSource = 'Prod.Outlook.com';
    expect(
      parse({ ...GMAIL, preset: 'outlook', trustedAuthSource }).data?.[0]?.trustedAuthSource,
    ).toBe('prod.outlook.com');
    expect(issuesOf({ ...GMAIL, trustedAuthSource }).join()).toMatch(
      /trustedAuthSource: goes with/,
    );
    expect(issuesOf({ ...GMAIL, preset: 'outlook', trustedAuthSource: 'com' }).join()).toMatch(
      /must be a domain/,
    );
  });

  it('accepts the trusted forwarders of a mailbox', () => {
    const trustedArcSealers = ['Lists.Example.org'];
    expect(parse({ ...GMAIL, trustedArcSealers }).data?.[0]?.trustedArcSealers).toEqual([
      'lists.example.org',
    ]);
  });

  it('names the presets if another is given', () => {
    expect(issuesOf({ ...PLAIN, preset: 'hotmale' }).join()).toMatch(/^0\.preset: .*"gmail"/);
  });

  it('refuses a connection without TLS, except to this machine', () => {
    expect(issuesOf({ ...PLAIN, tls: false }).join()).toMatch(/^0\.tls: is false.*"starttls"/);
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      expect(issuesOf({ ...PLAIN, tls: false, host })).toEqual([]);
    }
    expect(issuesOf({ ...PLAIN, tls: false, host: 'localhost.example.com' })).toHaveLength(1);
  });

  it.each(['outlook.office365.com', 'imap-mail.outlook.com', 'OUTLOOK.OFFICE365.COM'])(
    'refuses a password for %s and says that XOAUTH2 is needed',
    (host) => {
      expect(issuesOf({ ...PLAIN, host }).join()).toMatch(/^0\.auth: .*XOAUTH2 is needed/);
      expect(issuesOf({ ...PLAIN, host, auth: 'xoauth2' })).toEqual([]);
    },
  );

  it('refuses folders and flags with POP3, which has none', () => {
    const pop3 = { ...PLAIN, protocol: 'pop3' };
    expect(issuesOf({ ...pop3, folder: 'INBOX' }).join()).toMatch(/^0\.folder: /);
    expect(issuesOf({ ...pop3, after: 'seen' }).join()).toMatch(/^0\.after: .*"keep" or "delete"/);
    expect(issuesOf({ ...pop3, after: 'delete' })).toEqual([]);
    expect(issuesOf({ ...GMAIL, preset: 'icloud', protocol: 'pop3' }).join()).toMatch(/IMAP alone/);
  });

  it('refuses to move mail to the folder that it is read from', () => {
    expect(issuesOf({ ...PLAIN, after: 'move:inbox' }).join()).toMatch(/^0\.after: /);
    expect(issuesOf({ ...PLAIN, after: 'move:Done' })).toEqual([]);
    expect(issuesOf({ ...PLAIN, folder: 'E', after: 'delete' })).toEqual([]);
  });

  it.each([
    ['after', 'burn'],
    ['after', 'move:'],
    ['user', 'a\r\nb'],
    ['secret', 'email-piping/prod/mailboxes/x'],
    ['host', 'mail.example.com:993'],
    ['port', 0],
    ['address', 'Support <support@example.com>'],
    ['since', 'yesterday'],
    ['tls', 'ssl'],
    ['name', 'a b'],
    ['password', 'secret'],
  ])('names the field when %s is %j', (field, value) => {
    expect(issuesOf({ ...PLAIN, [field]: value }).join()).toContain(field);
  });

  it('refuses two mailboxes of one name', () => {
    expect(issuesOf(PLAIN, PLAIN).join()).toMatch(/^1\.name: "own" is the name of another/);
  });

  it('refuses text that is no JSON list', () => {
    for (const text of ['', 'imap', '{}', 'null']) {
      expect(v.is(mailboxesSetting, text)).toBe(false);
    }
  });

  it('accepts only one certificate in PEM form', () => {
    const ca = '-----BEGIN CERTIFICATE-----\nMIIB+z==\n-----END CERTIFICATE-----\n';
    expect(parse({ ...PLAIN, ca }).data?.[0]?.ca).toBe(ca);
    expect(issuesOf({ ...PLAIN, ca: ca + ca })).toEqual([
      '0.ca: must be one certificate in PEM form, from BEGIN CERTIFICATE to END CERTIFICATE',
    ]);
  });
});
