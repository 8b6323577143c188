import type { Configuration } from '../configuration.ts';

/** The page in the repository. */
const RUNBOOKS = 'docs/operations.md';

/** Headings of docs/operations.md that alarms link to. */
const HEADINGS = [
  'Alarms',
  'Redrive',
  'Errors in a log',
  'Failed stream records',
  'A mail does not arrive',
  'Quotas',
] as const;
export type Runbook = (typeof HEADINGS)[number];

/** The link to a heading of the runbook: at the team's `runbookUrl`, else in the repository. The anchor is that of a Markdown heading. */
export const runbookLink = (
  { runbookUrl }: Pick<Configuration, 'runbookUrl'>,
  runbook: Runbook,
): string => `${runbookUrl ?? RUNBOOKS}#${runbook.toLowerCase().replaceAll(' ', '-')}`;

/** Links to all headings in one line of Markdown, for the dashboard. */
export const runbookLinks = (configuration: Pick<Configuration, 'runbookUrl'>): string =>
  configuration.runbookUrl === undefined
    ? RUNBOOKS
    : HEADINGS.map((heading) => `[${heading}](${runbookLink(configuration, heading)})`).join(' · ');
