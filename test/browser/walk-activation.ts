import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dovecot, DovecotUser } from '../mailboxes/start-dovecot.ts';
import type { TestPipeline } from '../support/pipeline.ts';
import type { Stage } from './stage.ts';
import { expectAccessible, takePicture, type Window } from './start-browser.ts';

let pipeline: TestPipeline;
let dovecot: Dovecot;
let box: DovecotUser;
let window: Window;
let page: Page;

const click = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const setting = (name: string) => page.locator('.setting').filter({ hasText: name });

const mail = (subject: string) =>
  `From: Ann <ann@customer.example>\r\nTo: ${pipeline.address}\r\nSubject: ${subject}\r\nDate: ${new Date().toUTCString()}\r\nMessage-ID: <${Date.now()}@customer.example>\r\n\r\nIs it open?\r\n`;

export function walkActivation(stage: Stage): void {
  beforeAll(async () => {
    ({ pipeline, dovecot } = stage);
    box = dovecot.addUser();
    // an earlier walk may have changed it
    await pipeline.local('PUT', '/settings/convert-all-emails', 'off');
    window = await stage.browser.open(`${pipeline.url}/#/settings`);
    page = window.page;
  });
  settingsPage(stage);
  mailbox();
}

const settingsPage = (stage: Stage) =>
  describe('Settings → Email piping', () => {
    it('says that piping is active, and which address it has', async () => {
      await page.getByText(`Mail is sent from ${pipeline.address}`).waitFor();
      await takePicture(page, 'activation');
      await expectAccessible(page);
    });

    it('leads to each group of settings', async () => {
      await click('How mails look');
      await page.locator('h2:focus', { hasText: 'How mails look' }).waitFor();
      expect(await setting('Delimiter').isVisible()).toBe(true);
      await page.keyboard.press('Tab');
      await page.getByRole('switch', { name: 'Delimiter' }).and(page.locator(':focus')).waitFor();
    });

    it('is in Italian if the browser is', async () => {
      const url = `${pipeline.url}/#/settings`;
      const italian = await stage.browser.open(url, { locale: 'it-IT' });
      await italian.page.getByText(`Le e-mail partono da ${pipeline.address}`).waitFor();
      await takePicture(italian.page, 'activation-it');
      await expectAccessible(italian.page);
      await italian.page.context().close();
    });

    it('saves a change, says so, and applies it', async () => {
      await page.getByLabel('Sender name').fill('Example Support');
      await setting('Sender name').getByRole('button', { name: 'Save' }).click();
      await setting('Sender name').getByText('Saved').waitFor();
      const { body } = await pipeline.local('GET', '/settings');
      expect(body['sender-name']).toBe('Example Support');
    });

    it('says why a value is refused, and which one is used instead', async () => {
      const name = page.getByLabel('Sender name');
      await name.fill('Example | Support');
      await setting('Sender name').getByRole('button', { name: 'Save' }).click();
      await setting('Sender name').getByText('In force: Example Support').waitFor();
      await expectAccessible(page);
      await setting('Sender name').getByRole('button', { name: 'Undo' }).click();
      expect(await name.inputValue()).toBe('Example Support');
    });

    it('shows changes made elsewhere', async () => {
      await pipeline.local('PUT', '/settings/convert-all-emails', 'on');
      await page.getByRole('switch', { name: 'Convert all emails', checked: true }).waitFor();
    });

    it('keeps what is being typed while the setting is changed elsewhere', async () => {
      const name = page.getByLabel('Sender name');
      await name.fill('Example Help');
      await pipeline.local('PUT', '/settings/sender-name', 'Example Desk');
      await setting('Sender name').getByText('In force: Example Desk').waitFor();
      expect(await name.inputValue()).toBe('Example Help');
      await setting('Sender name').getByRole('button', { name: 'Undo' }).click();
      expect(await name.inputValue()).toBe('Example Desk');
    });
  });

const mailbox = () =>
  describe('a mailbox', () => {
    it('explains Gmail’s app password with its link', async () => {
      await click('Add a mailbox');
      await page.getByLabel('Provider').selectOption('gmail');
      expect(await page.getByRole('link', { name: /Open the page/ }).getAttribute('href')).toBe(
        'https://myaccount.google.com/apppasswords',
      );
      await takePicture(page, 'mailbox-gmail');
      await expectAccessible(page);
    });

    it('says that the password is wrong', async () => {
      await page.getByLabel('Provider').selectOption('');
      await page.getByLabel('User name').fill(box.user);
      await page.getByLabel('Password').fill('not this one');
      await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
      await page.getByLabel('Port').fill(String(dovecot.ports.imap));
      await page.getByLabel('Encryption').selectOption('false');
      await click('Test');
      await page.getByText(/refuses the login of .*: check user and password\./).waitFor();
      await takePicture(page, 'mailbox-refused');
    });

    it('trusts a server with its own certificate once that is given', async () => {
      await page.getByLabel('Password').fill(box.password);
      await page.getByLabel('Port').fill(String(dovecot.ports.imaps));
      await page.getByLabel('Encryption').selectOption('true');
      await click('Test');
      await page.getByText(/certificate .* is not trusted/).waitFor();
      await page.getByText('More fields').click();
      await page.getByLabel('Certificate').fill(dovecot.certificate);
      await click('Test');
      await page.getByText('The login works.').waitFor();
      await page.getByLabel('Certificate').fill('');
      await page.getByLabel('Port').fill(String(dovecot.ports.imap));
      await page.getByLabel('Encryption').selectOption('false');
    });

    it('tests the login and lists what a poll would take, changing nothing', async () => {
      await page.getByLabel('Collect mail since').fill('2026-01-01');
      box.put(mail('Opening hours'));
      await click('Test');
      await page.getByText('The login works.').waitFor();
      await page.getByText('Opening hours').waitFor();
      await takePicture(page, 'mailbox-tested');
      await expectAccessible(page);
      const { body } = await pipeline.local('GET', '/settings');
      expect(body.mailboxes).toBe('[]');
    });

    it('is saved, rehearsed and polled', async () => {
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.locator('.mailbox-name').waitFor();
      await click('Rehearse');
      await page.getByText('A check would collect one mail now.').waitFor();
      await click('Check now');
      await page.getByText('1 collected').waitFor();
      await page.getByText(/^Last checked:/).waitFor();
      const subjects = async () =>
        (await pipeline.api('GET', '/v1/inbound')).body.mails.map(
          ({ subject }: { subject: string }) => subject,
        );
      await expect.poll(subjects, { timeout: 45_000 }).toContain('Opening hours');
      await expectAccessible(page);
    });

    it('that cannot be checked is told at the top, in place of "is active"', async () => {
      const { body } = await pipeline.local('GET', '/settings');
      const [{ secret }] = JSON.parse(body.mailboxes);
      await pipeline.local('PUT', `/secrets/${secret}`, 'no longer this one');
      await click('Check now');
      await page.getByRole('heading', { name: 'A mailbox cannot be checked' }).waitFor();
      await expectAccessible(page);
    });

    it('is removed', async () => {
      await page.getByRole('button', { name: /^Remove: / }).click();
      await click('Remove');
      await page.getByText('No external mailbox yet.').waitFor();
    });

    it('asked no other host and broke no policy', () => {
      expect([window.strangers, window.errors]).toEqual([[], []]);
    });
  });
