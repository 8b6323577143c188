import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const LOGGER = fileURLToPath(new URL('../../functions/runtime/logger.ts', import.meta.url));

const LAMBDA = fileURLToPath(new URL('../../functions/runtime/lambda.ts', import.meta.url));

/** Runs in a process of its own, because the logger writes to the real standard output. */
function logged(statement: string): Record<string, unknown> {
  const program = `import { logger } from ${JSON.stringify(LOGGER)}; import { lambda } from ${JSON.stringify(LAMBDA)}; ${statement}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'email-piping-test-notify' },
  });
  return JSON.parse(stdout + stderr);
}

describe('logger', () => {
  it('writes one JSON line with level, function, fields and text', () => {
    const line = logged(`logger.warn({ mailId: 'inbound-1' }, 'a mail waits');`);
    expect(line).toMatchObject({
      level: 'WARN',
      function: 'email-piping-test-notify',
      message: 'a mail waits',
      mailId: 'inbound-1',
    });
  });

  it('hides fields that could contain text or secrets, however deep', () => {
    const line = logged(
      `logger.info({ mail: { parts: [{ text: 'canary' }] }, token: 'canary', raw: 'canary' }, 'seen');`,
    );
    expect(JSON.stringify(line)).not.toContain('canary');
  });

  it('logs an error with its name and message', () => {
    const line = logged(`logger.error({ error: new TypeError('no such queue') }, 'failed');`);
    expect(line.error).toMatchObject({ name: 'TypeError', message: 'no such queue' });
  });

  it('logs the request id of API Gateway for a call of the API, and Lambda’s for others', () => {
    const handle = `lambda(async () => logger.info({}, 'seen'))`;
    const invoke = (event: string) =>
      logged(`await ${handle}(${event}, { awsRequestId: 'of-lambda' });`).requestId;
    expect(invoke(`{ requestContext: { requestId: 'of-gateway' } }`)).toBe('of-gateway');
    expect(invoke('{ Records: [] }')).toBe('of-lambda');
  });
});
