import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeMails } from '../../bin/mails/write-mails.ts';
import type { Stage } from './stage.ts';
import { takePictureOf } from './start-browser.ts';

/** The mail shown in the docs, with everything in it, in English and Italian. */
const SHOWN = 'Markdown, with logo and chat link';

/** The names of frames that are narrower than their mail. */
const WIDER = `[...document.querySelectorAll('iframe')]
  .filter(({ contentDocument: { documentElement: root } }) => root.scrollWidth > root.clientWidth)
  .map(({ title }) => title)`;

/** Opens the gallery of `npm run mails`. */
export function walkMails(stage: Stage): void {
  let folder: string;
  let page: Page;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'email-piping-mails-'));
    await writeMails(folder);
    ({ page } = await stage.browser.open(`file://${folder}/en.html`, {
      viewport: { width: 2200, height: 1000 },
    }));
  });
  afterAll(async () => {
    await page?.context().close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['en', 'it'])('fit into wide and narrow frames in %s', async (locale) => {
    await page.goto(`file://${folder}/${locale}.html`);
    await page.waitForLoadState('load');
    const wider = await page.evaluate<string[]>(WIDER);
    expect(wider).toEqual([]);
    const section = page.locator('section', { hasText: SHOWN });
    await takePictureOf(section.locator('.views'), `mail-${locale}`);
  });
}
