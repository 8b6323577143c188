import { join } from 'node:path';
import { writeMails } from './mails/write-mails.ts';

/**
 * `npm run mails [folder]`: writes pages with every kind of mail in every
 * language, wide and narrow, light and dark, for people to look at.
 */
const [given, ...more] = process.argv.slice(2);
if (more.length > 0 || given?.startsWith('-')) {
  console.error('usage: npm run mails [-- FOLDER]');
  process.exit(2);
}
const folder = given ?? join(import.meta.dirname, '../node_modules/.cache/mails');

console.log(`Open file://${await writeMails(folder)}`);
