/**
 * Replaces `joi` for mailauth, which checks one value by it: that the key in a DKIM record is base64. The whole library is a tenth of
 * `parse-mail`. mailauth's SPF and BIMI, which we do not use, call more of it and fail at their import.
 */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

const base64Schema = {
  validate: (value: string): { error?: Error } =>
    BASE64.test(value) ? {} : { error: new Error('must be a valid base64 string') },
};

export const string = () => ({ base64: (_: { paddingRequired: false }) => base64Schema });
