import * as v from 'valibot';
import { checkMailbox } from './check-mailbox.ts';
import { type Mailbox, mailboxEntry } from './mailbox-entry.ts';
import { applyMailboxPreset } from './mailbox-presets.ts';

export type { Mailbox } from './mailbox-entry.ts';

/** One entry: its preset is filled in, then its fields are checked, alone and against each other. */
const mailboxSchema = v.pipe(
  v.unknown(),
  v.transform(applyMailboxPreset),
  mailboxEntry,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value } = dataset;
    for (const { field, message } of checkMailbox(value)) {
      addIssue({ message, path: [placeIn(value, field)] });
    }
  }),
);

export const MAX_MAILBOXES = 20;

const mailboxList = v.pipe(
  v.array(mailboxSchema, 'must be a JSON list'),
  v.maxLength(MAX_MAILBOXES, `must have at most ${MAX_MAILBOXES} mailboxes`),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value: mailboxes } = dataset;
    mailboxes.forEach((mailbox, index) => {
      if (mailboxes.findIndex((other) => other.name === mailbox.name) === index) return;
      const message = `"${mailbox.name}" is the name of another mailbox, too: give each its own`;
      addIssue({ message, path: [placeIn(mailboxes, index), placeIn(mailbox, 'name')] });
    });
  }),
);

/** The setting's text: a JSON list. */
export const mailboxesSetting = v.pipe(
  v.string(),
  v.parseJson({}, 'must be a JSON list'),
  mailboxList,
);

/** A fault in a list of entries; `path` says where: `[0, "port"]`. */
interface EntryProblem {
  path: (string | number)[];
  message: string;
}

/** Parses entries in the setting's form and fills in presets; or returns every fault. */
export function readMailboxes(
  entries: unknown,
): { isGood: true; mailboxes: Mailbox[] } | { isGood: false; problems: EntryProblem[] } {
  const read = v.safeParse(mailboxList, entries);
  if (read.success) return { isGood: true, mailboxes: read.output };
  const problems = read.issues.map(({ path = [], message }) => ({
    path: path.map(({ key }) => key as string | number),
    message,
  }));
  return { isGood: false, problems };
}

/** The place of an issue within a value, in valibot's form. */
const placeIn = (input: object, key: string | number): v.IssuePathItem => ({
  type: 'unknown',
  origin: 'value',
  input,
  key,
  value: Object.entries(input).find(([name]) => name === String(key))?.[1],
});
