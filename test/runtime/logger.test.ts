import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const fileOf = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../functions/runtime/${name}`, import.meta.url)));

/** Each line is known by its text. */
const STATEMENTS = `
logger.warn({ mailId: 'inbound-1' }, 'a mail waits');
logger.info({ mail: { parts: [{ text: 'canary' }] }, token: 'canary', raw: 'canary' }, 'secrets');
logger.error({ error: new TypeError('no such queue') }, 'failed');
const call = (event, text) =>
  lambda(async () => logger.info({}, text))(event, { awsRequestId: 'of-lambda' });
await call({ requestContext: { requestId: 'of-gateway' } }, 'a call of the API');
await call({ Records: [] }, 'another call');
`;

/** One process for all of them; a process of its own, because the logger writes to the real standard output. */
function logLines(): Record<string, unknown>[] {
  const imports = `import { logger } from ${fileOf('logger.ts')}; import { lambda } from ${fileOf('lambda.ts')};`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', imports + STATEMENTS],
    {
      encoding: 'utf8',
      env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'email-piping-test-notify' },
    },
  );
  const lines = `${stdout}${stderr}`.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

const lines = logLines();
const lineOf = (text: string) => lines.find(({ message }) => message === text);

describe('logger', () => {
  it('writes one JSON line with level, function, fields and text', () => {
    expect(lines).toHaveLength(5);
    expect(lineOf('a mail waits')).toMatchObject({
      level: 'WARN',
      function: 'email-piping-test-notify',
      message: 'a mail waits',
      mailId: 'inbound-1',
    });
  });

  it('hides fields that could contain text or secrets, however deep', () => {
    expect(lineOf('secrets')).toBeDefined();
    expect(JSON.stringify(lineOf('secrets'))).not.toContain('canary');
  });

  it('logs an error with its name and message', () => {
    const error = { name: 'TypeError', message: 'no such queue' };
    expect(lineOf('failed')).toMatchObject({ error });
  });

  it('logs the request id of API Gateway for a call of the API, and Lambda’s for others', () => {
    expect(lineOf('a call of the API')).toMatchObject({ requestId: 'of-gateway' });
    expect(lineOf('another call')).toMatchObject({ requestId: 'of-lambda' });
  });
});
