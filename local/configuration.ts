import { Resolver } from 'node:dns';
import { resolve } from 'node:path';
import { LocalError } from './local-error.ts';

/** Not a secret: it only gives access to this machine's own pipeline. */
export const DEFAULT_API_TOKEN = 'local-token';

/** The configuration of this run from the environment (docs/local-pipeline.md). */
export interface LocalConfiguration {
  httpPort: number;
  smtpPort: number;
  domain: string;
  address: string;
  /** Further addresses that the setting `sender-address` may have. */
  otherAddresses: string[];
  receivesWholeDomain: boolean;
  apiToken: string;
  dataDir: string | undefined;
  dynamodbEndpoint: string | undefined;
  dnsServer: string | undefined;
  /** Folder for records of the functions' AWS calls and of the template's rights. */
  callsFolder: string | undefined;
}

export const REGION = 'eu-west-1';
export const ACCOUNT_ID = '000000000000';
export const STAGE = 'local';
export const HOST = '127.0.0.1';

type Environment = Readonly<Record<string, string | undefined>>;

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reads `PIPING_*` and `DYNAMODB_ENDPOINT`; a bad value is an error that names the variable. */
export function readConfiguration(environment: Environment): LocalConfiguration {
  const domain = readDomain(environment);
  const httpPort = readPort(environment, 'PIPING_HTTP_PORT', 8080);
  const smtpPort = readPort(environment, 'PIPING_SMTP_PORT', 2525);
  if (httpPort === smtpPort)
    throw new LocalError(
      `PIPING_HTTP_PORT and PIPING_SMTP_PORT are both ${httpPort}: give each a port of its own.`,
    );
  // read in local/functions/function-log.ts
  isOn(environment, 'PIPING_FUNCTION_LOGS', 'whole');
  return {
    httpPort,
    smtpPort,
    domain,
    address: readAddress(environment, domain),
    otherAddresses: (environment.PIPING_OTHER_ADDRESSES ?? '').split(/[ ,]+/).filter(Boolean),
    receivesWholeDomain: isOn(environment, 'PIPING_WHOLE_DOMAIN', 'true', 'false'),
    apiToken: readApiToken(environment),
    dataDir: environment.PIPING_DATA_DIR ? resolve(environment.PIPING_DATA_DIR) : undefined,
    dynamodbEndpoint: readEndpoint(environment),
    dnsServer: readDnsServer(environment),
    callsFolder: environment.PIPING_CALLS_FOLDER || undefined,
  };
}

function readPort(environment: Environment, name: string, fallback: number): number {
  const text = environment[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LocalError(`${name} is "${text}": give a port from 1 to 65535.`);
}

/** Whether the variable says the word `on`. Another one than `off` is refused, because it would change nothing. */
function isOn(environment: Environment, name: string, on: string, off?: string): boolean {
  const given = environment[name];
  if (!given || given === off) return false;
  if (given === on) return true;
  throw new LocalError(`${name} is "${given}": give ${on}, or leave it out.`);
}

function readDomain(environment: Environment): string {
  const domain = (environment.PIPING_DOMAIN || 'piping.example').toLowerCase();
  if (DOMAIN.test(domain)) return domain;
  throw new LocalError(`PIPING_DOMAIN is "${domain}": give a domain name such as piping.example.`);
}

function readAddress(environment: Environment, domain: string): string {
  const address = (environment.PIPING_ADDRESS || `support@${domain}`).toLowerCase();
  const at = address.lastIndexOf('@');
  // the plus part is kept for the token (S2)
  if (at > 0 && address.slice(at + 1) === domain && !address.includes('+')) return address;
  throw new LocalError(
    `PIPING_ADDRESS is "${address}": give an address of the domain ${domain} without a plus part, such as support@${domain}.`,
  );
}

function readApiToken(environment: Environment): string {
  const token = environment.PIPING_API_TOKEN || DEFAULT_API_TOKEN;
  if (/^[\x21-\x7e]{1,512}$/.test(token)) return token;
  throw new LocalError('PIPING_API_TOKEN must be 1 to 512 printable characters without blanks.');
}

function readEndpoint(environment: Environment): string | undefined {
  const endpoint = environment.DYNAMODB_ENDPOINT;
  if (!endpoint) return undefined;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint;
  throw new LocalError(
    `DYNAMODB_ENDPOINT is "${endpoint}": give a URL such as http://127.0.0.1:8000.`,
  );
}

function readDnsServer({ PIPING_DNS_SERVER: given }: Environment): string | undefined {
  // the documented default may be written out
  if (!given || given === 'none') return undefined;
  // `setServers` takes addresses alone
  const server = given.replace(/^localhost(?=:|$)/, '127.0.0.1');
  try {
    new Resolver().setServers([server]);
    return server;
  } catch {
    throw new LocalError(
      `PIPING_DNS_SERVER is "${given}": give an IP address and a port, such as 127.0.0.1:5353, or none.`,
    );
  }
}
