import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene } from '../support/scene.ts';
import type { Stage } from './stage.ts';
import { expectAccessible, expectNoScroll } from './start-browser.ts';

const PHONE = { width: 375, height: 720 };
/** A head may take a fifth of the window; the rest is for the chat. */
const MAX_HEAD_HEIGHT = PHONE.height / 5;
/** WCAG 2.5.5: the least height of what a finger presses, in CSS pixels. */
const MIN_TARGET = 44;
/** In CSS pixels. */
const TWO_LINES = 40;

/** What is pressed and lower than `MIN_TARGET`. */
const LOW_TARGETS = `[...document.querySelectorAll('main a, nav a, main button, main summary, main select')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < ${MIN_TARGET})
  .map((each) => each.textContent)`;

/** Fields whose text is smaller than 16 CSS pixels: Safari zooms into them. */
const SMALL_FIELDS = `[...document.querySelectorAll('main :is(input, select, textarea)')]
  .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16)
  .map((each) => each.outerHTML)`;

/** Opens the console on a phone. */
export function walkPhone(stage: Stage): void {
  let page: Page;
  const go = async (path: string) => {
    await page.goto('about:blank');
    await page.goto(`${stage.pipeline.url}/#${path}`);
  };
  const widthOf = async (selector: string) =>
    (await page.locator(selector).first().boundingBox())?.width ?? 0;
  beforeAll(async () => {
    ({ page } = await stage.browser.open(stage.pipeline.url, {
      viewport: PHONE,
      hasTouch: true,
    }));
  });
  afterAll(() => page?.context().close());

  describe('on a phone', () => {
    it('a long subject leaves room for the chat', async () => {
      const { user } = await openScene(stage.pipeline);
      const { body } = await stage.pipeline.api('POST', '/v1/conversations', {
        userId: user.userId,
        subject: 'A subject that goes on and on, about everything that happened on Monday. '.repeat(
          3,
        ),
      });
      await go(`/conversations/${body.conversationId}`);
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      const head = await page.locator('.chat-head').boundingBox();
      expect(head?.height).toBeLessThan(MAX_HEAD_HEIGHT);
    });

    it('a long name leaves the whole text in the window', async () => {
      const scene = await openScene(stage.pipeline, {
        user: { name: 'Donaudampfschiff'.repeat(9) },
      });
      await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is it? '.repeat(20));
      await go(`/conversations/${scene.conversationId}`);
      const bubble = await page.locator('.bubble').first().boundingBox();
      expect((bubble?.x ?? 0) + (bubble?.width ?? 0)).toBeLessThan(PHONE.width);
    });

    it('a file of a long name keeps its size in one line', async () => {
      const file = { name: `${'scan_'.repeat(28)}.pdf`, mimeType: 'application/pdf' };
      await page
        .locator('.composer input[type=file]')
        .setInputFiles({ ...file, buffer: Buffer.from('four') });
      const size = await page.locator('.file').getByText('4 byte').boundingBox();
      expect(size?.height).toBeLessThan(TWO_LINES);
      await expectNoScroll(page);
    });

    it.each([
      ['/conversations/99999', /There is no conversation/, '.entries'],
      ['/mail-in/inbound-none', /There is no such mail/, '.filters'],
    ])('%s, which does not exist, leads back to the list', async (path, words, list) => {
      await go(path);
      await page.getByText(words).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Back' }).click();
      await page.locator(list).first().waitFor();
    });

    it('a webhook with a long name and a long URL fits', async () => {
      const webhookId = 'a-name-of-another-system-that-is-rather-long';
      const url = `${stage.pipeline.url}/${'long/'.repeat(30)}`;
      await stage.pipeline.api('PUT', `/v1/webhooks/${webhookId}`, {
        url,
        events: ['message.bounced'],
      });
      await go('/webhooks');
      await page.getByText(url).waitFor();
      await expectNoScroll(page);
      expect(await widthOf('.card code')).toBeLessThan(PHONE.width);
      await stage.pipeline.api('DELETE', `/v1/webhooks/${webhookId}`);
    });

    it('everything that is pressed is high enough, and no field is zoomed into', async () => {
      const scene = await openScene(stage.pipeline);
      await scene.say({ kind: 'user', id: scene.user.userId }, 'Where is my parcel?');
      const chat = `/conversations/${scene.conversationId}`;
      const shown = [
        [chat, '.mailed summary'],
        [`${chat}/mails`, '.mail-frame'],
        ['/mail-out', '.entries .entry'],
        ['/functions', 'table a'],
        ['/people', '.people .button'],
      ] as const;
      for (const [path, part] of shown) {
        await go(path);
        await page.locator(part).filter({ visible: true }).first().waitFor();
        expect(await page.evaluate(LOW_TARGETS), path).toEqual([]);
        expect(await page.evaluate(SMALL_FIELDS), path).toEqual([]);
      }
    });
  });
}
