import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createTeamTemplates } from '../../../../functions/adapters/aws/bucket/team-templates.ts';
import { chooseTexts } from '../../../../functions/steps/sending/choose-texts.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();
let now = 0;
let lines: unknown[] = [];
const log = {
  info: () => undefined,
  warn: (fields: unknown) => void lines.push(fields),
  error: (fields: unknown) => void lines.push(fields),
};

const put = (key: string, body: string | Buffer) =>
  aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: `templates/${key}`, Body: body }));

function open() {
  lines = [];
  return createTeamTemplates(aws.s3, aws.bucket, { clock: { now: () => now }, log });
}

describe('team templates', () => {
  it('are empty if the team has none', async () => {
    const templates = open();
    expect(await templates.readTexts('en')).toBeUndefined();
    expect(await templates.readLogo()).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('replace our texts, within a minute of a change (S18)', async () => {
    await put('fr.json', JSON.stringify({ wrote: '{author} vous écrit :' }));
    const templates = open();
    const read = async () => (await chooseTexts(['fr', 'en'], { templates, log })).texts.wrote;
    expect(await read()).toBe('{author} vous écrit :');
    await put('fr.json', JSON.stringify({ wrote: '{author} dit :' }));
    expect(await read()).toBe('{author} vous écrit :');
    now += 60_000;
    expect(await read()).toBe('{author} dit :');
  });

  it('add a language, whose missing texts are English and reported', async () => {
    await put(
      'sv.json',
      JSON.stringify({ wrote: '{author} skrev:', logoUrl: 'https://t.example/l.png' }),
    );
    const chosen = await chooseTexts(['sv', 'en'], { templates: open(), log });
    expect(chosen).toMatchObject({ locale: 'sv', logoUrl: 'https://t.example/l.png' });
    expect(chosen.texts).toMatchObject({ wrote: '{author} skrev:', download: 'Download' });
    expect(lines).toContainEqual(
      expect.objectContaining({ template: 'templates/sv.json', key: 'download' }),
    );
  });

  it('that cannot be read are reported and ignored', async () => {
    await put('nl.json', '{"wrote": ');
    const chosen = await chooseTexts(['nl', 'en'], { templates: open(), log });
    expect(chosen.texts.wrote).toBe('{author} schreef:');
    expect(lines).toMatchObject([{ key: 'templates/nl.json' }]);
  });

  it('may have a logo of up to 200 kB', async () => {
    await put('logo.png', Buffer.alloc(1_000));
    expect((await open().readLogo())?.length).toBe(1_000);
    await put('logo.png', Buffer.alloc(200_001));
    expect(await open().readLogo()).toBeUndefined();
  });

  it('may have no logo URL that is not https', async () => {
    await put('pl.json', JSON.stringify({ logoUrl: 'javascript:alert(1)' }));
    const chosen = await chooseTexts(['pl'], { templates: open(), log });
    expect(chosen.logoUrl).toBeUndefined();
  });
});
