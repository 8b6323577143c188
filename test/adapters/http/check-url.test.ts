import { describe, expect, it } from 'vitest';
import { refusalOfNewUrl, refusalOfUrl } from '../../../functions/adapters/http/check-url.ts';

const AWAY = { isLoopbackAllowed: false };
const HERE = { isLoopbackAllowed: true };

describe('refusalOfUrl', () => {
  it('accepts https to a name or address of the internet', () => {
    expect(refusalOfUrl('https://chat.example/hook?team=1', AWAY)).toBeUndefined();
    expect(refusalOfUrl('https://93.184.216.34:8443/', AWAY)).toBeUndefined();
  });

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://printer.local/',
    'https://169.254.169.254/latest/meta-data/',
    'https://metadata.google.internal/',
  ])('refuses %s, however it is written', (url) => {
    expect(refusalOfUrl(url, AWAY)).toMatch(/must not be/);
  });

  it('says that Lambda cannot reach an IPv6 address', () => {
    expect(refusalOfUrl('https://[2606:2800::1]/', AWAY)).toMatch(/IPv6.*IPv4/);
  });

  it.each([
    'http://chat.example/hook',
    'ftp://chat.example/',
    'file:///etc/passwd',
    'https://user:secret@chat.example/',
    'https://user@chat.example/',
    'https://chat.example/#part',
    '//chat.example/',
    'chat.example',
    '',
    'http://169.254.169.254/latest/meta-data/',
    'http://93.184.216.34/',
    'https://192.168.0.1/hook',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:10.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a00:1]/',
    `https://chat.example/${'x'.repeat(2000)}`,
  ])('refuses the URL %s', (url) => {
    expect(refusalOfUrl(url, AWAY)).toBeDefined();
    expect(refusalOfUrl(url, HERE)).toBeDefined();
  });

  it('accepts http only to this machine, and only if that is switched on', () => {
    expect(refusalOfUrl('http://127.0.0.1:9000/hook', HERE)).toBeUndefined();
    expect(refusalOfUrl('http://localhost:9000/hook', HERE)).toBeUndefined();
    expect(refusalOfUrl('http://[::1]:9000/hook', HERE)).toBeUndefined();
    expect(refusalOfUrl('http://127.0.0.1:9000/hook', AWAY)).toBe('must begin with https://');
    expect(refusalOfUrl('http://10.0.0.1/', HERE)).toBeDefined();
  });
});

describe('refusalOfNewUrl', () => {
  it.each([' https://chat.example/', 'https://chat.example/ ', 'https://chat.example/\r\nX: y'])(
    'refuses %j, which would not be called as written',
    (url) => {
      expect(refusalOfNewUrl(url, AWAY)).toMatch(/without blanks/);
    },
  );

  it('refuses a target that refusalOfUrl refuses', () => {
    expect(refusalOfNewUrl('https://localhost/', AWAY)).toBe(
      refusalOfUrl('https://localhost/', AWAY),
    );
  });

  it('is stricter than refusalOfUrl, so that stored URLs are still called', () => {
    expect(refusalOfUrl('https://chat.example/ ', AWAY)).toBeUndefined();
  });
});
