/** Limits of a call's input; the OpenAPI document states them, and errors 413 and 422 name them. */
export const MAX_BODY_BYTES = 512 * 1024;
/** Objects and lists within one another; the deepest body that a call takes has four. */
export const MAX_BODY_DEPTH = 16;
export const MAX_TEXT_CHARACTERS = 100_000;
export const MAX_ATTACHMENTS = 20;
/** One file; most mail providers have the same limit. */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;
export const MAX_UPLOAD_NAME_CHARACTERS = 150;
export const MAX_NAME_CHARACTERS = 200;
export const MAX_SUBJECT_CHARACTERS = 500;
export const MAX_ALIASES = 20;
export const MAX_DEPARTMENTS_OF_AGENT = 100;
export const MAX_PRESENCE_SECONDS = 86_400;
export const DEFAULT_PRESENCE_SECONDS = 120;
export const MAX_PRESENCE_REPORTS = 200;
export const MAX_METADATA_KEYS = 16;
export const MAX_METADATA_KEY_CHARACTERS = 40;
export const MAX_METADATA_VALUE_CHARACTERS = 500;
export const MAX_CLIENT_MESSAGE_ID_CHARACTERS = 128;
/** Messages whose deliveries one page shows. */
export const MAX_MESSAGES_OF_DELIVERIES = 50;
export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;
export const MAX_CURSOR_CHARACTERS = 2_000;
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
/** Field errors that one answer names; more would not help the caller. */
export const MAX_NAMED_ERRORS = 50;
/** Ample for a password or the JSON of XOAUTH2; Secrets Manager takes 65,536 bytes. */
export const MAX_SECRET_CHARACTERS = 10_000;
export const MAX_WEBHOOKS = 20;
/** Deliveries that are shown with a webhook. */
export const RECENT_DELIVERIES = 25;
