/** Every `code` of a problem document with its meaning. Programs branch on it, so a code is never renamed. */
export const PROBLEM_CODES = {
  unauthorized: 'There is no bearer token, or none that is known',
  forbidden: 'The scope of the token does not reach that far',
  'not-found': 'There is no such path',
  'method-not-allowed': 'The path does not have this method; Allow names those that it has',
  'unreadable-json': 'The body is not JSON in UTF-8',
  'not-json': 'The body was not announced as JSON',
  'body-too-large': 'The body is larger than 512 KB',
  'rate-limited': 'The token made too many calls; Retry-After says when to come again',
  internal: 'Something went wrong here; the call may be repeated with its Idempotency-Key',
  invalid: 'A field does not hold what it may; `errors` names each',
  'invalid-cursor': 'The cursor is not one that this API gave',
  'idempotency-key-malformed': 'The Idempotency-Key is no visible ASCII text of at most 255',
  'idempotency-key-reused': 'The Idempotency-Key came with another request before',
  'idempotency-key-in-flight': 'A call with this Idempotency-Key is still being worked on',
  'unknown-department': 'There is no such department',
  'unknown-agent': 'There is no such agent',
  'unknown-user': 'There is no such user',
  'unknown-conversation': 'There is no such conversation',
  'unknown-message': 'There is no such message',
  'unknown-attachment': 'There is no such attachment',
  'unknown-mail': 'There is no such mail',
  'unknown-webhook': 'There is no such webhook',
  'unknown-event': 'The webhook has no delivery of this event',
  'unknown-erasure': 'There is no such erasure',
  'unknown-suppression': 'The address is not suppressed',
  'unknown-setting': 'There is no such setting',
  'piping-address-is-nobodys': 'Nobody may be registered with the piping address',
  'address-taken': 'Another agent has this address',
  'author-not-in-conversation': 'The author is not the user of the conversation',
  'client-message-id-used': 'Another message of the conversation has this clientMessageId',
  'attachment-in-use': 'The attachment belongs to another conversation',
  'attachment-not-uploaded': 'The file is not there yet, or not with the size that was announced',
  'erasure-running': 'The user with this id is being erased',
  'not-held': 'Only a held mail can be released',
  'not-readable': 'The mail cannot be taken apart',
  'already-delivered': 'The mail is a message already',
  'needs-conversation': 'A mail of an agent needs a conversation',
  'needs-author': 'Nobody says whose the mail is: `as` is needed',
  'too-many-webhooks': 'There are as many webhooks as there may be',
  'webhook-target-refused': 'The URL is one that is never called',
  'rehearsal-failed': 'The poller came to no answer',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** The things that have a code `unknown-…`. */
export type UnknownThing = ProblemCode extends infer Code
  ? Code extends `unknown-${infer Thing}`
    ? Thing
    : never
  : never;

export const PROBLEM_CODE_NAMES = Object.keys(PROBLEM_CODES) as [ProblemCode, ...ProblemCode[]];
