/** The AWS call of an HTTP request: "DynamoDB PutItem", "AmazonSQS SendMessage", "s3 PUT", "ses". */
export function serviceOf({ headers = {}, method, path = '', hostname, host }) {
  const fields = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const target = fields['x-amz-target'];
  if (target) {
    const [service = '', action = ''] = target.split('.');
    return `${service.replace(/_\d+$/, '')} ${action}`;
  }
  if (!fields.authorization?.startsWith('AWS4')) return `other ${hostname ?? host}`;
  return fields.authorization.includes('/ses/') ? 'ses' : `s3 ${method} ${path.split('?', 1)[0]}`;
}

/** Requests that are no AWS calls, such as webhooks. */
export const isIgnored = (_options, target) => target.startsWith('other');
