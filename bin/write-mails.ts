import { join } from 'node:path';
import { writeMails } from './mails/write-mails.ts';

/** `npm run mails [folder]`: a page of every kind of mail in every language, wide and narrow, light and dark, for people to look at. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../node_modules/.cache/mails');

console.log(`Open file://${await writeMails(folder)}`);
