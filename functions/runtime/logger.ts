import { pino } from 'pino';

const SECRET_FIELDS = [
  'text',
  'html',
  'elided',
  'raw',
  'token',
  'password',
  'secret',
  'authorization',
];

/**
 * JSON lines for CloudWatch. Fields hold ids, reasons and counts: never a mail body, never a secret. The redactions are a last line of
 * defence, not a licence.
 */
export const logger = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { function: process.env.AWS_LAMBDA_FUNCTION_NAME },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { error: pino.stdSerializers.err },
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
    censor: '(redacted)',
  },
});
