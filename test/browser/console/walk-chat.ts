import { describe, expect, it } from 'vitest';
import { openScene } from '../../support/scene.ts';
import { expectAccessible } from '../start-browser.ts';
import { bubbles, click, go, holdBack, page, pipeline, window } from './visit.ts';

const CLIENTS = [
  'Gmail',
  'Outlook',
  'Outlook on the web',
  'Yahoo Mail',
  'Apple Mail',
  'Plain text',
];

/** A PNG of one pixel. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const walkChat = () =>
  describe('the chat', () => {
    it('shows a mail as HTML, text, headers and raw, by keyboard', async () => {
      // on a busy machine the key may go past the frame
      const enterFrame = async () => {
        await page.getByRole('tab', { name: 'HTML' }).focus();
        await page.keyboard.press('Tab');
        const shown = page.locator('.mail-frame.focused').waitFor({ timeout: 3000 });
        return shown.then(
          () => true,
          () => false,
        );
      };
      await expect.poll(enterFrame).toBe(true);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').getByText('### Please type your reply').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').getByText('References').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').getByText('Content-Transfer-Encoding').first().waitFor();
      await expectAccessible(page);
    });

    it.each(CLIENTS)('shows an answer of %s, without its history', async (client) => {
      const text = `Written with ${client}`;
      await page.getByLabel('Reply as').selectOption(client);
      await page.getByRole('textbox', { name: 'Reply' }).fill(text);
      await page.locator('.reply').getByRole('button', { name: 'Send' }).click();
      const bubble = bubbles().filter({ hasText: text });
      await bubble.waitFor();
      expect(await bubble.textContent()).toBe(text);
    });

    it('shows an answer written below the quote, with a file', async () => {
      await page.getByLabel('Reply as').selectOption('Gmail');
      await page.locator('.reply').getByText('More options').click();
      await page.getByLabel('Written', { exact: true }).selectOption('below');
      await page.getByRole('textbox', { name: 'Reply' }).fill('Below, with a receipt');
      await page.locator('.reply input[type=file]').setInputFiles({
        name: 'receipt.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('paid'),
      });
      await page.locator('.reply').getByRole('button', { name: 'Send' }).click();
      const message = page.locator('.message').filter({ hasText: 'Below, with a receipt' });
      await message.getByRole('link', { name: 'receipt.txt' }).waitFor();
      expect(await message.locator('.bubble').textContent()).toBe('Below, with a receipt');
    });

    it('sends a file with a message, and shows it', async () => {
      await page.locator('.composer input[type=file]').setInputFiles({
        name: 'map.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('left, then right'),
      });
      await page.getByRole('textbox', { name: 'Message' }).fill('Here is the way');
      await page.locator('.composer button[type=submit]').click();
      const message = page.locator('.message').filter({ hasText: 'Here is the way' });
      const link = message.getByRole('link', { name: 'map.txt' });
      await link.waitFor();
      const answer = await page.request.get(
        new URL((await link.getAttribute('href')) ?? '', pipeline.url).href,
      );
      expect(await answer.text()).toBe('left, then right');
    });

    it('takes two files of one name, and gives the focus back when one is taken out', async () => {
      const composer = page.locator('.composer');
      const chooser = composer.locator('input[type=file]');
      const file = { name: 'scan.txt', mimeType: 'text/plain' };
      await chooser.setInputFiles({ ...file, buffer: Buffer.from('page one') });
      await chooser.setInputFiles({ ...file, buffer: Buffer.from('the second page') });
      await composer.getByText('scan.txt').nth(1).waitFor();
      await composer.getByRole('button', { name: 'Delete: scan.txt' }).first().press('Enter');
      await composer.getByText('15 byte').waitFor();
      expect(await composer.locator('.file').count()).toBe(1);
      await composer.locator('input[type=file]:focus').waitFor();
    });

    it('keeps the files while one looks elsewhere', async () => {
      await page.getByRole('link', { name: 'Webhooks' }).click();
      await page.getByRole('button', { name: 'New webhook' }).waitFor();
      await page.goBack();
      const composer = page.locator('.composer');
      await composer.getByText('scan.txt').waitFor();
      await composer.getByRole('button', { name: 'Delete: scan.txt' }).click();
    });

    it('sends nothing while a chosen file is read, and says so', async () => {
      const composer = page.locator('.composer');
      const name = 'late.txt';
      await page.evaluate(() => {
        const { arrayBuffer } = File.prototype;
        const { promise, resolve } = Promise.withResolvers<void>();
        File.prototype.arrayBuffer = async function () {
          await promise;
          return arrayBuffer.call(this);
        };
        addEventListener('read-on', () => resolve(), { once: true });
      });
      await composer
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('late') });
      await composer.getByText('Reading…').waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('with a late file');
      await page.keyboard.press('Enter');
      await composer.locator('[type=submit][aria-disabled=true]').waitFor();
      await page.evaluate(() => dispatchEvent(new Event('read-on')));
      await composer.getByText(name).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).press('Enter');
      const sent = page.locator('.message').filter({ hasText: 'with a late file' });
      await sent.getByText(name).waitFor();
    });

    it('shows new messages without moving the cursor or closing a detail', async () => {
      const scene = await openScene(pipeline);
      await go(`/conversations/${scene.conversationId}`);
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.fill('half a sen');
      await scene.say({ kind: 'user', id: scene.user.userId }, 'Anybody there?');
      await bubbles().filter({ hasText: 'Anybody there?' }).waitFor();
      await page.getByText('Mailed to').click();
      await scene.say({ kind: 'user', id: scene.user.userId }, 'Hello?');
      await bubbles().filter({ hasText: 'Hello?' }).waitFor();
      expect(await field.inputValue()).toBe('half a sen');
      expect(await page.locator('.mailed[open]').count()).toBe(1);
    });

    it('keeps what is typed while one looks elsewhere', async () => {
      await page.getByRole('link', { name: 'Webhooks' }).click();
      await page.getByRole('button', { name: 'New webhook' }).waitFor();
      await page.goBack();
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.waitFor();
      expect(await field.inputValue()).toBe('half a sen');
    });

    it('keeps what is typed through a reload', async () => {
      await page.reload();
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.waitFor();
      // Safari tells so of an Enter that chooses the characters of an input method
      await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
      expect(await field.inputValue()).toBe('half a sen');
      expect(await bubbles().filter({ hasText: 'half a sen' }).count()).toBe(0);
    });

    it('posts a message once that is sent again because its answer was lost', async () => {
      const field = page.getByRole('textbox', { name: 'Message' });
      let isLost = false;
      await page.route('**/messages', async (route) => {
        if (isLost || route.request().method() !== 'POST') return route.continue();
        isLost = true;
        await route.fetch();
        return route.abort();
      });
      await field.fill('only once');
      await field.press('Enter');
      await page.getByText('The server does not answer.').first().waitFor();
      await field.press('Enter');
      await expect.poll(() => field.inputValue()).toBe('');
      await bubbles().filter({ hasText: 'only once' }).waitFor();
      expect(await bubbles().filter({ hasText: 'only once' }).count()).toBe(1);
      await page.unroute('**/messages');
    });

    it('keeps what is typed while a message is being sent', async () => {
      const field = page.getByRole('textbox', { name: 'Message' });
      await page.route('**/messages', async (route) => {
        if (route.request().method() === 'POST') await new Promise((done) => setTimeout(done, 400));
        await route.continue();
      });
      await field.fill('first');
      await field.press('Enter');
      await field.fill('second');
      await page
        .locator('.composer input[type=file]')
        .setInputFiles({ name: 'next.txt', mimeType: 'text/plain', buffer: Buffer.from('next') });
      await bubbles().filter({ hasText: 'first' }).waitFor();
      await page.locator('.composer button[aria-disabled=false]').waitFor();
      expect(await field.inputValue()).toBe('second');
      await page.getByRole('button', { name: 'Delete: next.txt' }).click();
      await page.unroute('**/messages');
      await field.fill('');
    });

    it('shows the newest of more than fifty messages', async () => {
      const scene = await openScene(pipeline);
      const path = `/v1/conversations/${scene.conversationId}/messages`;
      const author = { kind: 'bot' };
      // online, so that no mail is sent
      await pipeline.api('PUT', `/v1/users/${scene.user.userId}/presence`, { status: 'online' });
      await Promise.all(
        Array.from({ length: 52 }, (_, number) =>
          pipeline.api('POST', path, { author, text: `note ${number}` }),
        ),
      );
      await pipeline.api('POST', path, { author, text: 'the last note' });
      await go(`/conversations/${scene.conversationId}`);
      await bubbles().filter({ hasText: 'the last note' }).waitFor();
      await scene.say({ kind: 'user', id: scene.user.userId }, 'and the newest');
      await bubbles().filter({ hasText: 'and the newest' }).waitFor();
    });

    it('says on request who was mailed about an earlier message (S11)', async () => {
      const earlier = page.locator('.message').first();
      await earlier.getByText('Who was mailed, and why').click();
      await earlier.getByText('not mailed').waitFor();
      await earlier.getByText('Who was mailed, and why').click();
    });

    it('keeps what is read in its place while messages come above and below it', async () => {
      const path = `/v1${new URL(page.url()).hash.slice(1)}/messages`;
      const post = async (text: string) => {
        await pipeline.api('POST', path, { author: { kind: 'bot' }, text });
        await bubbles().filter({ hasText: text }).waitFor();
      };
      const topOf = async (text: string) =>
        (await page.getByText(text, { exact: true }).boundingBox())?.y ?? 0;
      const earlier = page.getByRole('button', { name: 'Show earlier messages' });
      await page.getByRole('log').evaluate((log) => log.scrollTo({ top: 300 }));
      const read = (await bubbles().nth(6).textContent()) ?? '';
      const before = await topOf(read);
      await post('one more');
      expect(Math.abs((await topOf(read)) - before)).toBeLessThan(50);
      await page.getByRole('log').evaluate((log) => log.scrollTo({ top: 0 }));
      // until it has said so: a refresh may take the place of one try
      await page.route('**/messages*cursor=*', (route) => route.fulfill({ status: 403, json: {} }));
      await earlier.click();
      await page.locator('.toast.bad').filter({ hasText: '403' }).waitFor();
      await page.unroute('**/messages*cursor=*');
      const goOn = await holdBack('**/messages*cursor=*');
      await earlier.click();
      await post('written meanwhile');
      const held = await topOf(read);
      goOn();
      await earlier.waitFor({ state: 'hidden' });
      expect(Math.abs((await topOf(read)) - held)).toBeLessThan(50);
    });

    it('saves each choice of its menu, also one made while another is saved, and screen readers hear it', async () => {
      const scene = await openScene(pipeline);
      const path = `/v1/conversations/${scene.conversationId}`;
      const agentId = scene.agents[0]?.agentId ?? '';
      await go(`/conversations/${scene.conversationId}`);
      await click('Agent, department and status');
      const dialog = page.getByRole('dialog');
      const agent = dialog.getByLabel('Assigned agent');
      const goOn = await holdBack(`**${path}`);
      await agent.selectOption(agentId);
      await dialog.getByLabel('Department').selectOption('');
      expect(await agent.inputValue()).toBe(agentId);
      goOn();
      await page.getByRole('status').getByText('Saved').first().waitFor();
      await expect
        .poll(async () => (await pipeline.api('GET', path)).body)
        .toEqual(expect.not.objectContaining({ departmentId: expect.anything() }));
      expect((await pipeline.api('GET', path)).body.agentId).toBe(agentId);
      await page.unroute(`**${path}`);
      await page.keyboard.press('Escape');
      const author = page.getByLabel('Write as');
      await expect.poll(() => author.inputValue()).toBe(`agent/${agentId}`);
      await pipeline.api('DELETE', `/v1/agents/${agentId}`);
      await expect
        .poll(() => author.inputValue())
        .toSatisfy((other) => other !== '' && other !== `agent/${agentId}`);
    });

    it('says in its head who looks after it, and links web addresses', async () => {
      const scene = await openScene(pipeline);
      const agent = scene.agents[0];
      const path = `/v1/conversations/${scene.conversationId}`;
      await pipeline.api('PATCH', path, { agentId: agent?.agentId });
      await scene.say({ kind: 'bot' }, 'See (https://shop.example/help?a=1&b=2).');
      await go(`/conversations/${scene.conversationId}`);
      await page.locator('.chat-head').getByText(`· ${agent?.name} · Sales`).waitFor();
      const link = bubbles().getByRole('link');
      expect(await link.getAttribute('href')).toBe('https://shop.example/help?a=1&b=2');
      expect(await bubbles().textContent()).toBe('See (https://shop.example/help?a=1&b=2).');
      await expectAccessible(page);
    });

    it('shows a picture that somebody sends', async () => {
      await page.locator('.composer input[type=file]').setInputFiles({
        name: 'dent.png',
        mimeType: 'image/png',
        buffer: Buffer.from(DOT, 'base64'),
      });
      await page.getByRole('textbox', { name: 'Message' }).fill('The dent');
      await page.locator('.composer button[type=submit]').click();
      const picture = page.getByRole('link', { name: 'dent.png' }).locator('img');
      const width = () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
      await expect.poll(width).toBe(1);
      expect(window.errors).toEqual([]);
    });

    it('names one of many who were mailed, and all of them when it is opened (S11)', async () => {
      const scene = await openScene(pipeline, { agents: 4 });
      await scene.say({ kind: 'user', id: scene.user.userId }, 'Is it open?');
      await go(`/conversations/${scene.conversationId}`);
      await page.getByText(/^Mailed to \S+ and 3 others$/).click();
      for (const { email } of scene.agents)
        await page.locator('.deliveries').getByText(email).waitFor();
    });

    it('shows on request the closed conversations alone', async () => {
      const scene = await openScene(pipeline, { user: { name: 'Clara Closed' } });
      const path = `/v1/conversations/${scene.conversationId}`;
      await pipeline.api('PATCH', path, { status: 'closed' });
      const entries = page.locator('.list-pane .entry');
      const closed = entries.filter({ hasText: 'Clara Closed' });
      await go('/conversations');
      await closed.waitFor();
      const tab = await page.context().newPage();
      await tab.goto(`${pipeline.url}/#/conversations/${scene.conversationId}`);
      // read in another tab
      await closed.and(page.locator(':not(.unread)')).waitFor();
      await tab.close();
      await click('Open');
      await closed.waitFor({ state: 'hidden' });
      await click('Closed');
      await closed.waitFor();
      expect(await entries.count()).toBe(1);
      await expectAccessible(page);
      await click('All');
      await entries.nth(1).waitFor();
    });

    it('shows no mails of a conversation that does not exist', async () => {
      await go('/conversations/99999/mails');
      await page.getByText('There is no conversation 99999.').waitFor();
      await page.locator('.mail-pane').waitFor({ state: 'detached' });
    });

    it('shows the section that was chosen last, and says that an address leads to none', async () => {
      const links = page.getByRole('navigation').getByRole('link');
      for (let round = 0; round < 3; round += 1) {
        for (const name of ['Mail in', 'Functions', 'People'])
          await links.filter({ hasText: name }).click();
      }
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      await page.waitForTimeout(300);
      expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['People']);
      await go('/peeple');
      await page.getByText('There is nothing at #/peeple.').waitFor();
    });
  });
