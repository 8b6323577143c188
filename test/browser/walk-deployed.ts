import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import type { Stage } from './stage.ts';
import { expectAccessible } from './start-browser.ts';

const TOKEN = 'test-token';
/** The clock of whoever looks is ten minutes slow. */
const SLOW_CLOCK = `{
  const { now } = Date;
  const slow = () => now() - 600_000;
  Date = new Proxy(Date, {
    construct: (Right, given) => new Right(...(given.length > 0 ? given : [slow()])),
    get: (Right, name) => (name === 'now' ? slow : Reflect.get(Right, name)),
  });
}`;

/** Plays the page of a deployment: without the facts and controls of this machine, with a token that somebody enters. */
async function openDeployed(stage: Stage): Promise<Page> {
  const { page } = await stage.browser.open('about:blank');
  await page.addInitScript(SLOW_CLOCK);
  await page.route('**/local/**', (route) => route.abort());
  await page.route(`${stage.pipeline.url}/`, async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(/(id="facts">).*?(<\/script>)/s, '$1{}$2');
    await route.fulfill({ response: answer, body: html });
  });
  return page;
}

export function walkDeployed(stage: Stage): void {
  let page: Page;
  let scene: Scene;
  const enter = async () => {
    await page.getByLabel('API token').fill(TOKEN);
    await page.getByRole('button', { name: 'Open' }).click();
  };
  beforeAll(async () => {
    scene = await openScene(stage.pipeline);
    page = await openDeployed(stage);
    await page.goto(`${stage.pipeline.url}/#/conversations/${scene.conversationId}`);
  });
  afterAll(() => page?.context().close());

  describe('with a token', () => {
    it('refuses a wrong one, and opens with the right one where the address says', async () => {
      await page.getByLabel('API token').and(page.locator(':focus')).waitFor();
      for (const wrong of ['“test-token”', 'not-this-one']) {
        await page.getByLabel('API token').fill(wrong);
        await page.getByRole('button', { name: 'Open' }).click();
        await page.getByText('This token is not accepted.').waitFor();
      }
      await expectAccessible(page);
      await enter();
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
    });

    it('knows what was read, whatever its clock says', async () => {
      await page.getByText('No message yet').waitFor();
      await page.goto(`${stage.pipeline.url}/#/conversations`);
      const entry = page.locator('.entry', { hasText: scene.tag });
      await entry.waitFor();
      expect(await entry.getAttribute('class')).not.toContain('unread');
      await page.goBack();
    });

    it('that is no longer accepted asks for another one, and keeps what is being written', async () => {
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.fill('half a sentence');
      await page.route('**/v1/**', (route) =>
        route.fulfill({ status: 401, json: { code: 'unauthorized', detail: 'Not valid.' } }),
      );
      await field.press('Enter');
      await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
      await page.locator('input:focus').and(page.getByLabel('API token')).waitFor();
      // the dialog says it
      expect(await page.locator('.toast').count()).toBe(0);
      await expectAccessible(page);
      await page.unroute('**/v1/**');
      await enter();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await field.press('Enter');
      await page.locator('.bubble').filter({ hasText: 'half a sentence' }).waitFor();
    });

    it('says in words that the API is asked too often, and that it does not answer', async () => {
      await page.route('**/v1/inbound*', (route) =>
        route.fulfill({ status: 429, json: { message: 'Too Many Requests' } }),
      );
      await page.route('**/v1/users?limit=50', (route) => route.abort());
      await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
      // on this page, which asks again and again: elsewhere the next answer would say that the connection is back
      await page.getByRole('status').getByText('Connection lost, trying again').waitFor();
      await page.getByRole('navigation').getByRole('link', { name: 'Mail in' }).click();
      await page.getByText('Too many calls within a short time. Try again in a moment.').waitFor();
      await page.unroute('**/v1/inbound*');
      await page.unroute('**/v1/users?limit=50');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Too many calls').waitFor({ state: 'hidden' });
      await page.getByText('Connection lost').first().waitFor({ state: 'hidden' });
    });

    it('is given back on a phone, too', async () => {
      await page.setViewportSize({ width: 375, height: 720 });
      await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('API token').waitFor();
    });
  });
}
