import { createHash, createHmac } from 'node:crypto';

export interface PresignedRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Everything on this machine is signed with this key. */
const SECRET_ACCESS_KEY = 'local';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
/** AWS escapes more than encodeURIComponent does. */
const escapeForAws = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * Whether a presigned URL was made for this request (Signature Version 4, "Authenticating Requests: Using Query
 * Parameters"): its method, and the values of the signed headers, such as the size and type of an upload.
 */
export function isSignedFor({ method, url, headers }: PresignedRequest): boolean {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [signature, credential = '', date = '', signed = ''] = [
    'X-Amz-Signature',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-SignedHeaders',
  ].map((name) => searchParams.get(name) ?? '');
  const scope = credential.split('/').slice(1);
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escapeForAws(name)}=${escapeForAws(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = signed
    .split(';')
    .map((name) => `${name}:${headerText(headers[name])}\n`);
  const canonical = [method, pathname, query, canonicalHeaders.join(''), signed].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/')]
    .concat(sha256(`${canonical}\nUNSIGNED-PAYLOAD`))
    .join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${SECRET_ACCESS_KEY}`);
  return hmac(key, text).toString('hex') === signature;
}

const headerText = (value: string | string[] | undefined): string =>
  [value ?? ''].flat().join(',').trim();
