import { ServiceError } from './service-error.ts';

const NAME = /^[\w/+=.@!-]{1,512}$/;
export const MAX_SECRET_BYTES = 65_536;
const [MIN_VERSION_CHARACTERS, MAX_VERSION_CHARACTERS] = [32, 64];
const [MIN_WINDOW_DAYS, MAX_WINDOW_DAYS] = [7, 30];

/** Refuses what Secrets Manager refuses, in its own words where they are known. */
export function requireSecretName(name: string): void {
  if (NAME.test(name)) return;
  throw new ServiceError(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

export function requireSecretValue(value: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > 0 && bytes <= MAX_SECRET_BYTES) return;
  throw new ServiceError('ValidationException', `A secret has 1 to ${MAX_SECRET_BYTES} bytes.`);
}

/** Checks a `ClientRequestToken`; when undefined, one is generated. */
export function requireVersionName(token: string | undefined): void {
  const length = token?.length ?? MIN_VERSION_CHARACTERS;
  if (length >= MIN_VERSION_CHARACTERS && length <= MAX_VERSION_CHARACTERS) return;
  throw new ServiceError(
    'ValidationException',
    `ClientRequestToken has ${MIN_VERSION_CHARACTERS} to ${MAX_VERSION_CHARACTERS} characters.`,
  );
}

export function requireWindow(days: number = MAX_WINDOW_DAYS): void {
  if (days >= MIN_WINDOW_DAYS && days <= MAX_WINDOW_DAYS) return;
  throw new ServiceError(
    'InvalidParameterException',
    `RecoveryWindowInDays must be between ${MIN_WINDOW_DAYS} and ${MAX_WINDOW_DAYS} days.`,
  );
}
