import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock, Log, Machine } from '../../../steps/ports.ts';
import type { TeamTemplates } from '../../../steps/sending/ports.ts';
import { readObject } from './objects.ts';

/** A changed text or logo is in force within this time. */
const KEPT_MS = 60_000;
const MAX_TEXTS_BYTES = 200_000;
const MAX_LOGO_BYTES = 200_000;

/** Texts and logo of a team (docs/sending.md), cached. A file that cannot be read is logged and ignored. */
export function createTeamTemplates(
  s3: S3Client,
  bucket: string,
  { clock, log }: Machine,
): TeamTemplates {
  const read = cached(clock, (key) => readObject({ s3, bucket }, key));
  return {
    async readTexts(locale) {
      const key = `templates/${locale}.json`;
      const octets = await read(key);
      return octets && parseTexts(octets, key, log);
    },
    async readLogo() {
      const logo = await read('templates/logo.png');
      if (!logo || logo.length <= MAX_LOGO_BYTES) return logo;
      log.error({ key: 'templates/logo.png', limit: MAX_LOGO_BYTES }, 'the logo is too large');
      return undefined;
    },
  };
}

function parseTexts(octets: Buffer, key: string, log: Log): Record<string, unknown> | undefined {
  try {
    if (octets.length > MAX_TEXTS_BYTES) throw new Error(`longer than ${MAX_TEXTS_BYTES} octets`);
    const texts: unknown = JSON.parse(octets.toString('utf8'));
    if (typeof texts === 'object' && texts !== null) return texts as Record<string, unknown>;
    throw new Error('not a JSON object');
  } catch (error) {
    log.error({ key, error }, 'a template of the team cannot be read: our own texts are used');
    return undefined;
  }
}

function cached(clock: Clock, read: (key: string) => Promise<Buffer | undefined>) {
  const kept = new Map<string, { value: Buffer | undefined; until: number }>();
  return async (key: string) => {
    const found = kept.get(key);
    if (found && clock.now() < found.until) return found.value;
    const value = await read(key);
    kept.set(key, { value, until: clock.now() + KEPT_MS });
    return value;
  };
}
