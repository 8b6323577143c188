import { expect, it } from 'vitest';
import type { Stage } from './stage.ts';
import { takePicture } from './start-browser.ts';

/** The rendered description of the API, under `/docs`. */
export function walkReference(stage: Stage): void {
  it('shows every call and event, and tries one out, without other hosts and under a strict policy', async () => {
    const { pipeline, browser } = stage;
    const { page, strangers, errors } = await browser.open(`${pipeline.url}/docs`);
    await page.locator('.opblock').first().waitFor();
    const { paths, webhooks = {} } = (await pipeline.api('GET', '/openapi.json')).body;
    const calls = Object.values<object>({ ...paths, ...webhooks }).flatMap(Object.keys);
    expect(await page.locator('.opblock').count()).toBe(calls.length);
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByLabel('auth-bearer-value').fill('test-token');
    await page.locator('.auth-btn-wrapper button[type=submit]').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    await page.locator('#operations-departments-listDepartments').click();
    await page.getByRole('button', { name: 'Execute' }).click();
    const cells = page.locator('.live-responses-table .response-col_description');
    await cells.filter({ hasText: '"departments"' }).first().waitFor();
    await takePicture(page, 'reference');
    expect({ strangers, errors }).toEqual({ strangers: [], errors: [] });
    await page.context().close();
  });
}
