import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestPipeline } from '../support/pipeline.ts';
import { openScene } from '../support/scene.ts';
import type { Stage } from './stage.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  type TestBrowser,
  takePicture,
  type Window,
} from './start-browser.ts';

const PHONE = { width: 360, height: 740 };
const CLIENTS = [
  'Gmail',
  'Outlook',
  'Outlook on the web',
  'Yahoo Mail',
  'Apple Mail',
  'Plain text',
];

let pipeline: TestPipeline;
let browser: TestBrowser;
let window: Window;
let page: Page;

const go = (path: string) => page.goto(`${pipeline.url}/#${path}`);
const click = (name: string | RegExp, on = page) => on.getByRole('button', { name }).click();
const bubbles = (on = page) => on.locator('.bubble');

export function walkConsole(stage: Stage): void {
  beforeAll(async () => {
    ({ pipeline, browser } = stage);
    window = await browser.open(pipeline.url);
    page = window.page;
  });
  firstVisit();
  chat();
  newConversation();
  mailIn();
  otherSections();
  everywhere();
}

const firstVisit = () =>
  describe('a first visit', () => {
    it('shows on a phone the tour below the list, both as wide as the window', async () => {
      await page.setViewportSize({ width: 375, height: 720 });
      await page.getByRole('button', { name: 'A customer writes an email' }).waitFor();
      for (const part of ['.list-pane', '.tour'])
        expect((await page.locator(part).boundingBox())?.width, part).toBe(375);
      await expectAccessible(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    it('leads through the whole loop in three clicks', async () => {
      await page.getByRole('button', { name: 'A customer writes an email' }).waitFor();
      await takePicture(page, 'first-visit');
      await expectAccessible(page);
      const began = performance.now();
      await click('A customer writes an email');
      await bubbles().filter({ hasText: 'Where is my parcel?' }).waitFor();
      const opened = performance.now();
      await page.locator('button:focus', { hasText: 'Answer in the chat' }).waitFor();
      await page.keyboard.press('Enter');
      await bubbles().filter({ hasText: 'it left yesterday' }).waitFor();
      await click('She replies with Gmail');
      await bubbles().filter({ hasText: 'with Mr Rossi on the first floor' }).waitFor();
      // printed, not asserted, because tests assert no wall time
      const [first, whole] = [opened, performance.now()].map((at) => Math.round(at - began));
      process.stdout.write(`led through the loop in ${whole} ms, the first mail ${first} ms\n`);
      expect(await bubbles().last().textContent()).toBe(
        'Yes please, with Mr Rossi on the first floor.\nThanks for the quick answer!',
      );
    });

    it('shows the chat, the mail as the recipient sees it, and what was cut', async () => {
      await page.locator('summary').filter({ hasText: 'What was cut' }).click();
      await page.locator('.fold[open] pre').filter({ hasText: 'wrote:' }).waitFor();
      await page.getByText('Mailed to carla@customer.example').first().waitFor();
      // the mail's hidden preheader has the same words
      const words = page
        .frameLocator('iframe')
        .getByText('with Mr Rossi')
        .filter({ visible: true });
      await words.first().waitFor();
      await click('Hide');
      await page.locator('.fold[open] summary').first().click();
      await takePicture(page, 'conversation');
      await expectAccessible(page);
    });
  });

const chat = () =>
  describe('the chat', () => {
    it('shows a mail as HTML, text, headers and raw, by keyboard', async () => {
      await page.getByRole('tab', { name: 'HTML' }).focus();
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

    it('keeps what is typed while a message is being sent', async () => {
      const field = page.getByRole('textbox', { name: 'Message' });
      await page.route('**/messages', async (route) => {
        if (route.request().method() === 'POST') await new Promise((done) => setTimeout(done, 400));
        await route.continue();
      });
      await field.fill('first');
      await field.press('Enter');
      await field.fill('second');
      await bubbles().filter({ hasText: 'first' }).waitFor();
      expect(await field.inputValue()).toBe('second');
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

    it('shows the section that was chosen last', async () => {
      const links = page.getByRole('navigation').getByRole('link');
      for (let round = 0; round < 3; round += 1) {
        for (const name of ['Mail in', 'Functions', 'People'])
          await links.filter({ hasText: name }).click();
      }
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      await page.waitForTimeout(300);
      expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['People']);
    });
  });

const newConversation = () =>
  describe('a new conversation', () => {
    async function open(name: string): Promise<void> {
      await go('/conversations');
      await click('New conversation');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel('Email address').fill(`${name.length}${Date.now()}@kunde.example`);
      await dialog.getByLabel('Subject').fill(`About ${name}`);
      await click('Open');
      await page.getByRole('heading', { name: `About ${name}` }).waitFor();
    }

    it('gives people with non-ASCII names different ids', async () => {
      await open('李明');
      await open('王芳');
      const { body } = await pipeline.api('GET', '/v1/users');
      const names = body.users.map(({ name }: { name: string }) => name);
      expect(names).toEqual(expect.arrayContaining(['李明', '王芳']));
    });

    it('does not change an agent of the same name', async () => {
      const anna = {
        name: 'Anna',
        email: 'anna@own.example',
        aliases: ['a@own.example'],
        role: 'admin',
      };
      await pipeline.api('PUT', '/v1/agents/anna', anna);
      await go('/people');
      await click('New agent');
      await page.getByLabel('Name').fill('Anna');
      await page.getByLabel('Email address').fill('anna2@own.example');
      await click('Save');
      await page.getByText('anna2@own.example').waitFor();
      const { body } = await pipeline.api('GET', '/v1/agents/anna');
      expect(body).toMatchObject(anna);
    });
  });

const mailIn = () =>
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
      await page.getByRole('link', { name: /From home/ }).click();
      await page.getByText('It claims to be from one of the staff').last().waitFor();
      await page.locator('.verdict').waitFor();
      await takePicture(page, 'held-mail');
      await click('Release…');
      await expectAccessible(page);
      await click('Release this mail');
      await bubbles().filter({ hasText: 'I am at home today.' }).waitFor();
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
  });

const otherSections = () =>
  describe('the other sections', () => {
    it('report presence', async () => {
      await go('/people');
      await page.getByRole('button', { name: 'Anna: Offline' }).first().click();
      await page.getByRole('button', { name: 'Anna: Online' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Anna: Online' }).waitFor();
      await takePicture(page, 'people');
      await expectAccessible(page);
    });

    it('say to whom a mail was not delivered', async () => {
      const scene = await openScene(pipeline);
      await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId ?? '' }, 'Hello Carla');
      const { body: mails } = await pipeline.local('GET', '/outbox');
      const { sesMessageId, to } = mails.at(-1);
      await pipeline.local('POST', '/feedback', { type: 'Bounce', sesMessageId, recipient: to[0] });
      await pipeline.idle();
      await go(`/conversations/${scene.conversationId}`);
      await page.getByText(`Not delivered to ${scene.user.email}`).waitFor();
    });

    it('register a webhook, test it and show its secret once', async () => {
      await go('/webhooks');
      await click('New webhook');
      await page.getByLabel('URL').fill(`${pipeline.url}/local/nowhere`);
      await click('Save');
      await page.getByText(/^whsec_/).waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await click('Send a test event');
      await page.getByText('The receiver answered 404').waitFor();
      await expectAccessible(page);
    });

    it('say that a webhook’s receiver cannot be reached', async () => {
      const events = ['message.bounced'];
      await pipeline.api('PUT', '/v1/webhooks/nobody', { url: 'http://127.0.0.1:9/', events });
      const card = page.getByRole('region', { name: 'nobody' });
      await card.getByRole('button', { name: 'Send a test event' }).click();
      await page.getByText(/The receiver cannot be reached: ECONNREFUSED/).waitFor();
      await pipeline.api('DELETE', '/v1/webhooks/nobody');
    });

    it('never replace a webhook by a new one of its name', async () => {
      await click('New webhook');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill('chat');
      await dialog.getByLabel('URL').fill(`${pipeline.url}/elsewhere`);
      await dialog.getByText('There is a webhook chat already.').waitFor();
      await expectAccessible(page);
      await dialog.getByLabel('URL').press('Enter');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      const { body } = await pipeline.api('GET', '/v1/webhooks/chat');
      expect(body.url).toBe(`${pipeline.url}/local/nowhere`);
      // its tries would keep the pipeline from being idle
      await pipeline.api('DELETE', '/v1/webhooks/chat');
    });

    it('show the functions and what they write', async () => {
      await go('/functions/parse-mail');
      await page.locator('.function-log p').first().waitFor();
      await expectAccessible(page);
    });
  });

const everywhere = () =>
  describe('everywhere', () => {
    it('is readable on a phone', async () => {
      const phone = await browser.open(`${pipeline.url}/#/conversations`, { viewport: PHONE });
      await phone.page.locator('.entry').first().waitFor();
      expect(await phone.page.locator('.entry time').first().isVisible()).toBe(true);
      await takePicture(phone.page, 'phone-list');
      await expectNoSidewaysScroll(phone.page);
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
        await expectNoSidewaysScroll(phone.page);
      }
      expect(phone.errors).toEqual([]);
      await phone.page.context().close();
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
      await page.getByRole('switch', { checked: false }).first().waitFor();
      expect(await ground()).not.toBe(on);
      await page.emulateMedia({ forcedColors: 'none' });
    });

    it('says on a phone, too, that the connection is lost', async () => {
      const phone = await browser.open('about:blank', { viewport: PHONE });
      await phone.page.route('**/local/events', (route) => route.abort());
      await phone.page.goto(`${pipeline.url}/#/mail-in`);
      await phone.page.getByText('Connection lost, trying again').last().waitFor();
      await expectAccessible(phone.page);
      await expectNoSidewaysScroll(phone.page);
      await phone.page.context().close();
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
