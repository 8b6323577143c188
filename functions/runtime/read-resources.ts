import { parseReceivesAt } from '../settings/receiving-addresses.ts';
import { environment } from './environment.ts';

/** Table, bucket, settings and secrets: what nearly every function works on. */
export const readResources = () => ({
  tableName: environment('TABLE_NAME'),
  bucket: environment('MAIL_BUCKET_NAME'),
  settingsPath: environment('SETTINGS_PATH'),
  receiving: parseReceivesAt(environment('RECEIVES_AT')),
  secretsPrefix: environment('SECRETS_PREFIX'),
  mailRecordDays: Number(environment('MAIL_RECORD_DAYS')),
});
