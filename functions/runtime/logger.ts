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

/** The attributes of each line; Powertools would repeat on each what Lambda's own lines say already. */
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
 * JSON lines for CloudWatch. Fields hold ids, reasons and counts: never a mail body, never a secret. The redactions, at any depth, are only
 * a last line of defence.
 */
export const logger: Log = {
  info: (fields, text) => powertoolsLogger.info(text, fields as LogAttributes),
  warn: (fields, text) => powertoolsLogger.warn(text, fields as LogAttributes),
  error: (fields, text) => powertoolsLogger.error(text, fields as LogAttributes),
};
