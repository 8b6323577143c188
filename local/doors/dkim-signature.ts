import { randomBytes } from 'node:crypto';
import type { HeaderField } from './header-block.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * The DKIM-Signature, ending with CRLF, that a mail with the verdict `dkim=PASS` must have; its d= is the
 * domain of the verdict. Nobody here checks its b=. Empty when the mail is unsigned or already has a signature.
 */
export function makeDkimSignature(
  fields: readonly HeaderField[],
  { dkim, dkimDomain, dkimHeaders }: Pick<Verdicts, 'dkim' | 'dkimDomain' | 'dkimHeaders'>,
): string {
  const isSigned = fields.some(({ name }) => name.toLowerCase() === 'dkim-signature');
  if (dkim !== 'PASS' || isSigned) return '';
  const lines = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${dkimDomain}; s=local;`,
    ` h=${dkimHeaders.join(':')};`,
    ` bh=${randomBytes(32).toString('base64')};`,
    ` b=${randomBytes(96).toString('base64')}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
