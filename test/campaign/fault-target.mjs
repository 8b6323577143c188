/** "DynamoDB PutItem", "AmazonSQS SendMessage", "s3 PUT", "ses": which AWS call an HTTP request is. */
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

/** Calls that are no AWS calls, such as webhooks. */
export const isIgnored = (_options, target) => target.startsWith('other');
