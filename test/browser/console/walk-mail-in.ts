import { describe, expect, it } from 'vitest';
import { openScene } from '../../support/scene.ts';
import { expectAccessible, takePicture } from '../start-browser.ts';
import { bubbles, click, go, PHONE, page, pipeline } from './visit.ts';

export const walkMailIn = () =>
  describe('mail in', () => {
    it('shows a held mail, previews and releases it', async () => {
      const scene = await openScene(pipeline);
      await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId ?? '' }, 'May I help?');
      await go(`/conversations/${scene.conversationId}`);
      await page.locator('.reply').getByText('More options').click();
      await page.getByLabel('The sender is').selectOption('forged');
      await page.getByRole('textbox', { name: 'Reply' }).fill('It was me after all');
      await page.locator('.reply').getByRole('button', { name: 'Send' }).click();
      await pipeline.idle();
      const { body } = await pipeline.api('GET', '/v1/inbound?limit=1');
      await go(`/mail-in/${body.mails[0].mailId}`);
      await click('Preview a replay');
      await page.getByRole('region', { name: 'With today’s rules' }).waitFor();
      await expectAccessible(page);
    });

    it('releases a mail that was held', async () => {
      const scene = await openScene(pipeline);
      const { email } = scene.agents[0] ?? { email: '' };
      await pipeline.smtp({
        from: email,
        raw: `X-Local-Verdicts: spf=FAIL dkim=FAIL dmarc=FAIL\r\nFrom: ${email}\r\nTo: "x | ${scene.tag}" <${pipeline.address}>\r\nSubject: From home\r\nMessage-ID: <home@x.example>\r\n\r\nI am at home today.\r\n`,
      });
      await pipeline.idle();
      await go('/mail-in');
      await click('Held');
      const search = page.getByRole('searchbox', { name: 'Search mails' });
      await search.fill('nobody.writes.so');
      await page.getByText('Nothing found for “nobody.writes.so”').waitFor();
      await search.fill(email);
      await page.getByText('Found: 1').waitFor();
      await search.fill('');
      await page.getByRole('link', { name: /From home/ }).click();
      await page.getByText('It claims to be from one of the staff').last().waitFor();
      await page.locator('.verdict').waitFor();
      await page.getByLabel('Language', { exact: true }).selectOption('it');
      await expect.poll(() => page.title()).toBe('From home · Posta in arrivo · Piping e-mail');
      await page.getByLabel('Lingua', { exact: true }).selectOption('en');
      await expect.poll(() => page.title()).toBe('From home · Mail in · Email piping');
      // the toast of an earlier step would stand over the reason
      await page.locator('.toast').first().waitFor({ state: 'hidden' });
      await takePicture(page, 'held-mail');
      await click('Release…');
      await expectAccessible(page);
      await click('Release this mail');
      await bubbles().filter({ hasText: 'I am at home today.' }).waitFor();
    });

    it('counts in the navigation the mails that wait for somebody', async () => {
      const send = (id: string) =>
        pipeline.smtp({
          from: 'won@promo.example',
          raw: `X-Local-Verdicts: virus=FAIL\r\nFrom: won@promo.example\r\nTo: ${pipeline.address}\r\nSubject: You won ${id}\r\nMessage-ID: <${id}@promo.example>\r\n\r\nOpen it.\r\n`,
        });
      const shown = () =>
        page
          .getByRole('navigation')
          .getByRole('link', { name: /Held mails: \d/ })
          .textContent();
      await send('first');
      const before = Number(/\d+/.exec((await shown()) ?? '')?.[0]);
      await send('second');
      await expect.poll(shown).toContain(`Held mails: ${before + 1}`);
      await page.setViewportSize(PHONE);
      await expectAccessible(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    it('previews a replay in two cards, and replays by a button of its own size', async () => {
      await go('/mail-in/of/held');
      await page.getByRole('link', { name: /You won second/ }).click();
      await click('Preview a replay');
      const button = await page.getByRole('button', { name: 'Replay now' }).boundingBox();
      const card = await page.getByRole('region', { name: 'Then', exact: true }).boundingBox();
      expect(button?.y).toBeGreaterThan((card?.y ?? 0) + (card?.height ?? 0));
      expect(button?.width).toBeLessThan(card?.width ?? 0);
    });

    it('keeps the filter in the address, also for a mail that is opened', async () => {
      await go('/mail-in');
      await click('Duplicate');
      await page.getByText('No mail with this outcome').waitFor();
      await page.reload();
      await page.getByText('No mail with this outcome').waitFor();
      await page.goBack();
      await page.getByRole('link', { name: /From home/ }).waitFor();
    });

    it('writes a mail from outside, with its subject in both lists', async () => {
      await go('/mail-in');
      await click('Write a mail');
      await page.getByLabel('Subject').fill('Is it open on Sunday?');
      await page.getByLabel('Text', { exact: true }).fill('Hello, are you open on Sunday?');
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await page.getByRole('link', { name: /Is it open on Sunday/ }).waitFor();
      await go('/mail-out');
      await page
        .getByRole('link', { name: /May I help|My parcel|parcel/ })
        .first()
        .waitFor();
      await expectAccessible(page);
    });

    it('keeps the sent mail that is read open while another one goes out', async () => {
      await go('/mail-out');
      const shown = page.locator('.entry[aria-current]');
      const before = await shown.getAttribute('href');
      const scene = await openScene(pipeline);
      await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId ?? '' }, 'One more');
      await pipeline.idle();
      const { body } = await pipeline.local('GET', '/outbox');
      await page.locator(`.entry[href$="${body.at(-1).sesMessageId}"]`).waitFor();
      expect(await shown.getAttribute('href')).toBe(before);
    });
  });
