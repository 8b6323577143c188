import { ControlError } from '../controls/controls.ts';

/** An attached file; `content` is base64. */
export interface OrderedFile {
  filename: string;
  contentType: string;
  content: string;
}

/** A mail that the console's user wrote. */
export interface MailOrder {
  from: string;
  subject: string;
  text: string;
  /** Result of SES's checks, a key of `CHECKS`. */
  checks: string;
  files: OrderedFile[];
}

/** A reply to a mail of the outbox. */
export interface AnswerOrder extends Pick<MailOrder, 'text' | 'checks' | 'files'> {
  client: string;
  language: 'en' | 'it';
  isBelow: boolean;
}

export const FILE_FIELDS = ['filename', 'contentType', 'content'] satisfies Array<
  keyof OrderedFile
>;
export const MAIL_FIELDS = ['from', 'subject', 'text', 'checks', 'files'] satisfies Array<
  keyof MailOrder
>;
export const ANSWER_FIELDS = [
  'text',
  'checks',
  'files',
  'client',
  'language',
  'isBelow',
] satisfies Array<keyof AnswerOrder>;

const MAX_FILES = 10;

export function readMailOrder(body: Record<string, unknown>): MailOrder {
  return {
    from: textOf(body.from),
    subject: textOf(body.subject),
    text: textOf(body.text),
    checks: textOf(body.checks) || 'authenticated',
    files: filesOf(body.files),
  };
}

export function readAnswerOrder(body: Record<string, unknown>): AnswerOrder {
  return {
    text: textOf(body.text),
    client: textOf(body.client) || 'Gmail',
    checks: textOf(body.checks) || 'authenticated',
    language: body.language === 'it' ? 'it' : 'en',
    isBelow: body.isBelow === true,
    files: filesOf(body.files),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function filesOf(value: unknown): OrderedFile[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_FILES)
    throw new ControlError(422, `"files" must be a list of at most ${MAX_FILES}.`);
  return value.map(readFileOrder);
}

export const readFileOrder = (file: Record<string, unknown> | null): OrderedFile => ({
  filename: textOf(file?.filename) || 'file',
  contentType: textOf(file?.contentType) || 'application/octet-stream',
  content: textOf(file?.content),
});
