import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../local/configuration.ts';
import { refuseArguments, unknownVariables } from '../../local/unknown-words.ts';

describe('readConfiguration', () => {
  it('has a default for everything', () => {
    expect(readConfiguration({})).toEqual({
      httpPort: 8080,
      smtpPort: 2525,
      domain: 'piping.example',
      address: 'support@piping.example',
      otherAddresses: [],
      receivesWholeDomain: false,
      apiToken: 'local-token',
      dataDir: undefined,
      dynamodbEndpoint: undefined,
      dnsServer: undefined,
    });
  });

  it('takes the address from the domain', () => {
    expect(readConfiguration({ PIPING_DOMAIN: 'Mail.Shop.example' }).address).toBe(
      'support@mail.shop.example',
    );
  });

  it.each<[string, string | undefined]>([
    ['none', undefined],
    ['127.0.0.1:5353', '127.0.0.1:5353'],
    ['localhost:5353', '127.0.0.1:5353'],
  ])('takes %s as the server of DKIM look-ups', (server, dnsServer) => {
    expect(readConfiguration({ PIPING_DNS_SERVER: server }).dnsServer).toBe(dnsServer);
  });

  it.each<[string, string]>([
    ['PIPING_HTTP_PORT', '0'],
    ['PIPING_SMTP_PORT', '70000'],
    ['PIPING_DOMAIN', 'not a domain'],
    ['PIPING_ADDRESS', 'support@other.example'],
    ['PIPING_ADDRESS', 'support+sales@piping.example'],
    ['PIPING_API_TOKEN', 'two words'],
    ['DYNAMODB_ENDPOINT', 'ftp://x'],
    ['PIPING_DNS_SERVER', 'dns.example'],
    ['PIPING_SMTP_PORT', '8080'],
    ['PIPING_WHOLE_DOMAIN', 'yes'],
    ['PIPING_FUNCTION_LOGS', 'all'],
  ])('refuses %s=%s, naming the variable', (name, value) => {
    expect(() => readConfiguration({ [name]: value })).toThrow(name);
  });
});

describe('npm start', () => {
  it('names a variable that nothing reads', () => {
    const environment = { PIPING_PORT: '9000', PIPING_HTTP_PORT: '9000', PATH: '' };
    expect(unknownVariables(environment)).toEqual(['PIPING_PORT']);
  });

  it('refuses arguments, and names the variable instead', () => {
    expect(() => refuseArguments(['--port', '9000'])).toThrow(/--port.*PIPING_HTTP_PORT/);
    expect(refuseArguments([])).toBeUndefined();
  });
});
