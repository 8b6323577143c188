import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoScroll, takePicture } from '../start-browser.ts';
import { browser, bubbles, click, go, PHONE, page, pipeline, window } from './visit.ts';

export const walkEverywhere = () =>
  describe('everywhere', () => {
    it('is readable on a phone', async () => {
      const phone = await browser.open(`${pipeline.url}/#/conversations`, { viewport: PHONE });
      await phone.page.locator('.entry').first().waitFor();
      expect(await phone.page.locator('.entry time').first().isVisible()).toBe(true);
      await takePicture(phone.page, 'phone-list');
      await expectNoScroll(phone.page);
      await phone.page.locator('.entry').first().focus();
      await phone.page.keyboard.press('Enter');
      await phone.page.getByRole('textbox', { name: 'Message' }).waitFor();
      // the list, which had the focus, is gone
      await phone.page.locator('.chat-pane:focus').waitFor();
      await bubbles(phone.page).first().waitFor();
      await takePicture(phone.page, 'phone-chat');
      await expectAccessible(phone.page);
      for (const path of ['mail-in', 'mail-out', 'people', 'webhooks', 'functions', 'settings']) {
        await phone.page.goto(`${pipeline.url}/#/${path}`);
        await phone.page.locator('h1').waitFor();
        await expectNoScroll(phone.page);
      }
      expect(phone.errors).toEqual([]);
      await phone.page.context().close();
    });

    it('leads to the mails of a conversation at every width', async () => {
      await go('/conversations/1000');
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      const mails = page
        .locator('.mail-pane')
        .or(page.getByRole('link', { name: 'Mails', exact: true }));
      for (const width of [1440, 1220, 1200, 1000, 900, 700, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await mails.filter({ visible: true }).count(), `${width} pixels`).toBe(1);
      }
      await page.setViewportSize({ width: 1440, height: 600 });
      await page.locator('.reply input[type=file]').waitFor({ state: 'attached' });
      await expectNoScroll(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    it('is whole at 400 %, which makes a window of 1280 pixels one of 320 (WCAG 1.4.10)', async () => {
      await page.setViewportSize({ width: 320, height: 256 });
      await page.locator('.log').scrollIntoViewIfNeeded();
      expect((await page.locator('.log').boundingBox())?.height).toBeGreaterThan(100);
      await page.locator('.chat-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
      const field = await page.getByRole('textbox', { name: 'Message' }).boundingBox();
      const navigation = await page.getByRole('navigation').boundingBox();
      expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThan(navigation?.y ?? 0);
      await expectNoScroll(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    it('is dark if the system is, and in Italian if the browser is', async () => {
      const dark = await browser.open(`${pipeline.url}/#/conversations/1000`, {
        colorScheme: 'dark',
        locale: 'it-IT',
      });
      await dark.page.getByRole('button', { name: 'Nuova conversazione' }).waitFor();
      await dark.page.locator('.bubble').first().waitFor();
      expect(await dark.page.locator('html').getAttribute('lang')).toBe('it');
      await takePicture(dark.page, 'conversation-dark-italian');
      await expectAccessible(dark.page);
      await dark.page.context().close();
    });

    it('asks before it empties the outbox', async () => {
      await go('/mail-out');
      await click('Empty the outbox');
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.locator('.entries .entry').first().waitFor();
      await click('Empty the outbox');
      await page.getByRole('dialog').getByRole('button', { name: 'Empty the outbox' }).click();
      await page.getByText('No mail has gone out yet').first().waitFor();
    });

    it('tells what is on where a theme of high contrast takes the colours away', async () => {
      await page.emulateMedia({ forcedColors: 'active' });
      await go('/people');
      const knob = page.getByRole('switch').first();
      await knob.waitFor();
      const ground = () => knob.evaluate((each) => getComputedStyle(each).backgroundColor);
      const on = await ground();
      await knob.click();
      await expect.poll(() => knob.isChecked()).toBe(false);
      expect(await ground()).not.toBe(on);
      await page.emulateMedia({ forcedColors: 'none' });
    });

    it('says on a phone, too, that the connection is lost', async () => {
      const phone = await browser.open('about:blank', { viewport: PHONE });
      await phone.page.route('**/local/events', (route) => route.abort());
      await phone.page.goto(`${pipeline.url}/#/mail-in`);
      await phone.page.getByText('Connection lost, trying again').last().waitFor();
      await expectAccessible(phone.page);
      await expectNoScroll(phone.page);
      await phone.page.context().close();
    });

    it('works without memory where site data is blocked', async () => {
      const { page: blocked, errors } = await browser.open('about:blank');
      await blocked.addInitScript(() => {
        const get = () => {
          throw new DOMException('Access is denied for this document', 'SecurityError');
        };
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(globalThis, name, { get });
      });
      await blocked.goto(`${pipeline.url}/#/conversations`);
      await blocked.locator('.entry').first().click();
      await blocked.getByRole('textbox', { name: 'Message' }).fill('half a thought');
      await blocked.getByRole('link', { name: 'People' }).click();
      await blocked.goBack();
      await expect
        .poll(() => blocked.getByRole('textbox', { name: 'Message' }).inputValue())
        .toBe('half a thought');
      expect(errors).toEqual([]);
      await blocked.context().close();
    });

    it('says that a pipeline that hangs is lost, until it is heard', async () => {
      const { page: patient } = await browser.open('about:blank');
      await patient.clock.install();
      const { promise: end, resolve: endHanging } = Promise.withResolvers<void>();
      await patient.route('**/local/events', async (route) => {
        await end;
        await route.continue();
      });
      await patient.goto(`${pipeline.url}/#/people`);
      await patient.getByText('Connecting…').first().waitFor();
      await patient.clock.fastForward('01:00');
      await patient.getByText('Connection lost, trying again').first().waitFor();
      endHanging();
      await patient.getByText('Live', { exact: true }).first().waitFor();
      await patient.context().close();
    });

    it('shows its first content when warm, and prints the time', async () => {
      const warm = await browser.open(`${pipeline.url}/#/people`);
      await warm.page.reload();
      const paint = () =>
        warm.page.evaluate(
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        );
      await expect.poll(paint).toBeGreaterThan(0);
      // printed, not asserted, because tests assert no wall time
      process.stdout.write(`first content after ${Math.round(await paint())} ms\n`);
      await warm.page.context().close();
    });

    it('weighs at most 150 KB over the wire', async () => {
      const html = await (await page.request.get(pipeline.url)).text();
      const assets = [...html.matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+)"/g)].map(
        ([, url = '']) => url,
      );
      expect(assets.length).toBeGreaterThan(1);
      const bodies = await Promise.all(
        assets.map(async (url) => (await page.request.get(new URL(url, pipeline.url).href)).body()),
      );
      const octets = [Buffer.from(html), ...bodies].map((body) => gzipSync(body).length);
      expect(octets.reduce((sum, each) => sum + each, 0)).toBeLessThan(150 * 1024);
    });

    it('calls no other host and violates no policy', () => {
      expect([window.strangers, window.errors]).toEqual([[], []]);
    });
  });
