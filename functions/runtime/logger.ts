import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';

import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Log } from '../steps/ports.ts';

const SECRET_FIELDS = new Set([
  'text',
  'html',
  'elided',
  'raw',
  'token',
  'password',
  'secret',
  'authorization',
]);

/** What every line says; Lambda's own lines have the rest of what Powertools would repeat on each of them. */
class ShortLines extends LogFormatter {
  formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { lambdaContext } = attributes;
    return new LogItem({
      attributes: {
        level: attributes.logLevel,
        timestamp: this.formatTimestamp(attributes.timestamp),
        function: attributes.serviceName,
        requestId: lambdaContext?.awsRequestId,
        message: attributes.message,
      },
    }).addAttributes(additional);
  }
}

/** Powertools' logger, for its middleware; everything else writes to {@link logger}. */
export const powertoolsLogger = new Logger({
  serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'email-piping',
  logFormatter: new ShortLines(),
  jsonReplacerFn: (key, value) => (SECRET_FIELDS.has(key) ? '(redacted)' : value),
});

/**
 * JSON lines for CloudWatch. Fields hold ids, reasons and counts: never a mail body, never a secret. The redactions, at any depth, are a
 * last line of defence, not a licence.
 */
export const logger: Log = {
  info: (fields, text) => powertoolsLogger.info(text, fields as LogAttributes),
  warn: (fields, text) => powertoolsLogger.warn(text, fields as LogAttributes),
  error: (fields, text) => powertoolsLogger.error(text, fields as LogAttributes),
};
