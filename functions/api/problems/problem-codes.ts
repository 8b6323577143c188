/** Every `code` of a problem document with its meaning. Programs branch on it, so a code is never renamed. */
export const PROBLEM_CODES = {
  unauthorized: 'The bearer token is missing or unknown',
  forbidden: "The token's scope does not allow this",
  'not-found': 'There is no such path',
  'method-not-allowed': 'The path does not have this method; `Allow` names its methods',
  'unreadable-json': 'The body is not JSON in UTF-8',
  'not-json': 'The Content-Type is not JSON',
  'body-too-large': 'The body is larger than 512 KB',
  'rate-limited': 'Too many calls with this token; `Retry-After` says when to try again',
  internal: 'Something went wrong on our side; repeat the call with its Idempotency-Key',
  invalid: 'A field has a value that is not allowed; `errors` names each field',
  'invalid-cursor': 'The cursor is not one that this API gave',
  'idempotency-key-malformed':
    'The Idempotency-Key must be visible ASCII of at most 255 characters',
  'idempotency-key-reused': 'The Idempotency-Key was used for another request',
  'idempotency-key-in-flight': 'A call with this Idempotency-Key is still running',
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
  'attachment-not-uploaded': 'The file is not uploaded yet, or its size is not the announced one',
  'erasure-running': 'The user with this id is being erased',
  'not-held': 'Only a held mail can be released',
  'not-readable': 'The mail cannot be read',
  'already-delivered': 'The mail is a message already',
  'needs-conversation': "Only a user's mail opens a conversation: `conversationId` is needed",
  'needs-author': 'The mail does not tell its author: `as` is needed',
  'too-many-webhooks': 'There are already as many webhooks as allowed',
  'webhook-disabled': 'The webhook is disabled; put it again to enable it',
  'webhook-target-refused': 'The URL is one that we never call',
  'password-needed':
    'A mailbox would log in elsewhere, or as another user: its password must be given again',
  'rehearsal-failed': 'The poller did not answer in time',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** The things that have a code `unknown-…`. */
export type UnknownThing = ProblemCode extends infer Code
  ? Code extends `unknown-${infer Thing}`
    ? Thing
    : never
  : never;

export const PROBLEM_CODE_NAMES = Object.keys(PROBLEM_CODES) as [ProblemCode, ...ProblemCode[]];
