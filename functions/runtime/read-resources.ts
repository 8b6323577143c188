import { parseReceivesAt } from '../settings/receiving-addresses.ts';
import { environment } from './environment.ts';

/** The addresses that the deployment receives at. */
export const readReceiving = () => parseReceivesAt(environment('RECEIVES_AT'));

/** Table and bucket, and for how many days the table keeps mails' records. */
export const readStores = () => ({
  tableName: environment('TABLE_NAME'),
  bucket: environment('MAIL_BUCKET_NAME'),
  mailRecordDays: Number(environment('MAIL_RECORD_DAYS')),
});

/** Table, bucket, settings and secrets, which nearly every function uses. */
export const readResources = () => ({
  ...readStores(),
  settingsPath: environment('SETTINGS_PATH'),
  receiving: readReceiving(),
  secretsPrefix: environment('SECRETS_PREFIX'),
});
