const label = (letter: string, length: number) => letter.repeat(length);

/** 253 octets, the most of a domain (RFC 1035 §2.3.4). */
const LONGEST_DOMAIN = [
  label('a', 63),
  label('b', 63),
  label('c', 63),
  label('d', 53),
  'example',
].join('.');

/** The longest names that a configuration can have. */
export const LONGEST = {
  domain: LONGEST_DOMAIN,
  pipingAddress: `${label('a', 26)}@${LONGEST_DOMAIN}`,
  stage: label('s', 20),
  // 2,048 octets in all
  otherAddresses: Array.from(
    { length: 8 },
    (_, n) => `${label(String.fromCharCode(98 + n), n < 7 ? 1 : 2)}@${LONGEST_DOMAIN}`,
  ),
  alarmEmail: 'operations@example.com',
};

/** The longest name of a region in which SES receives mail. */
export const LONGEST_REGION = 'ap-southeast-1';
