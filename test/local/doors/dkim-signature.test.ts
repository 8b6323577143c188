import { describe, expect, it } from 'vitest';
import { makeDkimSignature } from '../../../local/doors/dkim-signature.ts';
import { splitFields } from '../../../local/doors/header-block.ts';
import { readVerdicts } from '../../../local/doors/verdicts.ts';

const signatureFor = (header: string) => {
  const fields = splitFields(header);
  return makeDkimSignature(fields, readVerdicts(fields));
};

describe('makeDkimSignature', () => {
  it('signs a mail whose DKIM passes, with the domain and fields of the verdict', () => {
    expect(signatureFor('From: a@b.example\r\n')).toMatch(
      /d=b\.example;[\s\S]*h=From:To:Cc:Subject:Date:Reply-To:In-Reply-To:References;/,
    );
    expect(
      signatureFor(
        'From: a@b.example\r\nX-Local-Verdicts: dkim-domain=c.example dkim-headers=from:date\r\n',
      ),
    ).toMatch(/d=c\.example;[\s\S]*h=from:date;/);
  });

  it('signs no mail whose DKIM does not pass, and no signed one', () => {
    expect(signatureFor('From: a@b.example\r\nX-Local-Verdicts: dkim=NONE\r\n')).toBe('');
    expect(signatureFor('From: a@b.example\r\nDKIM-Signature: v=1; d=x.example\r\n')).toBe('');
  });
});
