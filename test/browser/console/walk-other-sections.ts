import { describe, expect, it } from 'vitest';
import { openScene } from '../../support/scene.ts';
import { expectAccessible, takePicture } from '../start-browser.ts';
import { click, go, holdBack, page, pipeline } from './visit.ts';

export const walkOtherSections = () =>
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

    it('turn the mails to a customer off, and keep all else of the customer', async () => {
      const user = { name: 'Toni', email: 'toni@customer.example', locale: 'de' };
      await pipeline.api('PUT', '/v1/users/toni', { ...user, metadata: { crmId: 'C-1' } });
      const row = page.getByRole('listitem').filter({ hasText: 'Toni' });
      await row.waitFor();
      const written = page.waitForResponse((answer) => answer.request().method() === 'PUT');
      await row.getByRole('switch').click();
      await written;
      const { body } = await pipeline.api('GET', '/v1/users/toni');
      const metadata = { crmId: 'C-1' };
      expect(body).toMatchObject({ ...user, metadata, emailNotifications: false });
    });

    it('find a customer by their address', async () => {
      const customers = page.getByRole('region', { name: 'Customers' });
      await customers.getByLabel('Search customers').fill('toni@CUSTOMER.example');
      await expect.poll(() => customers.getByRole('listitem').count()).toBe(1);
      await customers.getByText('Toni', { exact: true }).waitFor();
      await customers.getByLabel('Search customers').fill('nobody');
      await customers.getByText('Nothing found for “nobody”').waitFor();
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
      const showLog = await holdBack('**/v1/webhooks/nobody');
      await pipeline.api('PUT', '/v1/webhooks/nobody', { url: 'http://127.0.0.1:9/', events });
      const card = page.getByRole('region', { name: 'nobody' });
      await card.getByRole('button', { name: 'Send a test event' }).hover();
      await page.mouse.down();
      showLog();
      await card.getByText('Nothing was delivered yet').waitFor();
      await page.mouse.up();
      const toast = page.getByText(/The receiver cannot be reached: ECONNREFUSED/);
      await toast.waitFor();
      const again = page.waitForResponse('**/webhooks/nobody/test');
      await card.getByRole('button', { name: 'Send a test event' }).click();
      await again;
      expect(await toast.count()).toBe(1);
      await pipeline.api('DELETE', '/v1/webhooks/nobody');
    });

    it('change a webhook, if need be over what somebody changed meanwhile', async () => {
      await click('Edit the webhook chat');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('URL').fill(`${pipeline.url}/local/elsewhere`);
      await dialog.getByLabel('message.created').uncheck();
      await dialog.getByLabel('user.erased').check();
      await expectAccessible(page);
      const events = ['inbound.held'];
      await pipeline.api('PUT', '/v1/webhooks/chat', { url: `${pipeline.url}/theirs`, events });
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Somebody changed this while it was open here.').waitFor();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('/local/elsewhere').waitFor();
      const { body } = await pipeline.api('GET', '/v1/webhooks/chat');
      expect(body.events).toEqual(['message.bounced', 'inbound.held', 'user.erased']);
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
      expect(body.url).toBe(`${pipeline.url}/local/elsewhere`);
    });

    it('remove a webhook, and keep the focus in the content', async () => {
      await click('Delete: chat');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.locator('main:focus').waitFor();
      expect(await page.getByRole('region', { name: 'chat' }).count()).toBe(0);
    });

    it('show the functions and what they write, also in a browser without a network', async () => {
      await page.evaluate("window.dispatchEvent(new Event('offline'))");
      await go('/functions/parse-mail');
      await page.locator('.function-log p').first().waitFor();
      await page.evaluate("window.dispatchEvent(new Event('online'))");
      await expectAccessible(page);
    });
  });
