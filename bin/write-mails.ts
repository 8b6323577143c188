import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure } from './explain-failure.ts';
import { writeMails } from './mails/write-mails.ts';
import { refuseUsage, showUsageIfAsked } from './read-arguments.ts';

/**
 * `npm run mails [folder]`: writes pages with every kind of mail in every language, wide and narrow, light and dark, for people to look at.
 */
const [given, ...more] = process.argv.slice(2);
const USAGE = 'usage: npm run mails [-- FOLDER]';
showUsageIfAsked(USAGE);
if (more.length > 0 || given?.startsWith('-'))
  refuseUsage(USAGE, `It takes one folder; given: ${process.argv.slice(2).join(' ')}.`);
const OWN_FOLDER = join(import.meta.dirname, '../node_modules/.cache/mails');
// only the command's own folder is emptied
if (given === undefined) rmSync(OWN_FOLDER, { recursive: true, force: true });
try {
  console.log(`Open file://${await writeMails(given ?? OWN_FOLDER)}`);
} catch (error) {
  console.error(`no mails were written: ${explainFailure(error)}`);
  process.exitCode = 2;
}
