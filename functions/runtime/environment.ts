/** The variables of docs/architecture.md, "Environment of the functions". */
export type EnvironmentVariable =
  | 'TABLE_NAME'
  | 'MAIL_BUCKET_NAME'
  | 'SETTINGS_PATH'
  | 'RECEIVES_AT'
  | 'SECRETS_PREFIX'
  | 'MAIL_RECORD_DAYS'
  | 'INBOUND_QUEUE_URL'
  | 'OUTGOING_QUEUE_URL'
  | 'WEBHOOK_QUEUE_URL'
  | 'ERASURE_QUEUE_URL'
  | 'FEEDBACK_QUEUE_URL'
  | 'LOOK_QUEUE_URL'
  | 'CANARY_QUEUE_URL'
  | 'DEAD_LETTERS'
  | 'CONFIGURATION_SET_NAME'
  | 'SENDS_PER_SECOND'
  | 'API_URL'
  | 'POLL_FUNCTION_NAME'
  | 'DELIVER_FUNCTION_NAME'
  | 'PARSE_FUNCTION_NAME'
  | 'EVENT_BUS_NAME'
  | 'ALLOW_LOOPBACK_CALLS';

/** A variable that the stack sets for this function. Throws at cold start, with its name, if it is missing. */
export function environment(name: EnvironmentVariable): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set: see lib/`);
  return value;
}
