import { describe, expect, it } from 'vitest';
import { openScene } from '../../support/scene.ts';
import { expectAccessible } from '../start-browser.ts';
import { click, go, page, pipeline } from './visit.ts';

export const walkNewConversation = () =>
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
      await open('Ольга');
      await open('Иван');
      const { body } = await pipeline.api('GET', '/v1/users');
      const names = body.users.map(({ name }: { name: string }) => name);
      expect(names).toEqual(expect.arrayContaining(['Ольга', 'Иван']));
    });

    it('is found by its tag and by its customer’s address once many others have come', async () => {
      const { tag, user, conversationId } = await openScene(pipeline);
      const newest = '**/v1/conversations?limit=50';
      await page.route(newest, (route) => route.fulfill({ json: { conversations: [] } }));
      await page.reload();
      for (const typed of [tag, user.email]) {
        await page.getByRole('searchbox', { name: 'Search conversations' }).fill(typed);
        await page.locator(`.entry[href$="/${conversationId}"]`).waitFor();
      }
      await page.unroute(newest);
    });

    it('makes one customer, however often opening it fails', async () => {
      await page.route('**/v1/conversations', (route) => route.fulfill({ status: 409, json: {} }), {
        times: 1,
      });
      await go('/conversations');
      await click('New conversation');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill('Dora Double');
      await dialog.getByLabel('Email address').fill('dora@kunde.example');
      await click('Open');
      await dialog.getByRole('alert').locator('.error').waitFor();
      await dialog.getByLabel('Name').fill('Dora Once');
      await click('Open');
      await page.getByRole('heading', { name: 'Dora Once' }).waitFor();
      const { body } = await pipeline.api('GET', '/v1/users?address=dora@kunde.example');
      expect(body.users).toEqual([expect.objectContaining({ name: 'Dora Once' })]);
    });

    it('finds a customer by their address, and opens nothing for words that are nobody', async () => {
      const zoe = { name: 'Zoe', email: 'zoe@kunde.example' };
      await pipeline.api('PUT', '/v1/users/zoe', zoe);
      await go('/conversations');
      await click('New conversation');
      const dialog = page.getByRole('dialog');
      const customer = dialog.getByLabel('Customer');
      await dialog.getByLabel('Subject').fill('For Zoe');
      await customer.fill('Zo');
      await click('Open');
      expect(await customer.evaluate((field) => field.matches(':invalid'))).toBe(true);
      await customer.fill(zoe.email);
      await expect.poll(() => customer.evaluate((field) => field.matches(':valid'))).toBe(true);
      await expectAccessible(page);
      await click('Open');
      await page.getByRole('heading', { name: 'For Zoe' }).waitFor();
      const { body } = await pipeline.api('GET', '/v1/conversations?userId=zoe');
      expect(body.conversations).toHaveLength(1);
    });

    it('lets an agent be saved whose department is gone, and says it at the list', async () => {
      const fields = { name: 'Dora', email: 'dora@team.example', departmentIds: ['gone'] };
      await pipeline.api('PUT', '/v1/departments/gone', { name: 'Gone' });
      await pipeline.api('PUT', '/v1/agents/dora', fields);
      await pipeline.api('DELETE', '/v1/departments/gone');
      await go('/people');
      await click('Edit Dora');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('There is no such department').waitFor();
      await dialog.locator('fieldset input:focus').waitFor();
      await expectAccessible(page);
      await dialog.getByLabel('gone').uncheck();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      const { body } = await pipeline.api('GET', '/v1/agents/dora');
      expect(body.departmentIds).toEqual([]);
    });

    it('does not change an agent of the same name, and says at the field that an address is taken', async () => {
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
      const address = page.getByLabel('Email address');
      await address.fill('anna@own.example');
      await click('Save');
      await page.locator('input[type=email][aria-invalid=true]:focus').waitFor();
      const errorId = (await address.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`#${errorId}`).textContent()).toBe(
        'Another agent has this address',
      );
      await address.fill('anna2@own.example');
      await click('Save');
      await page.getByText('anna2@own.example').waitFor();
      const { body } = await pipeline.api('GET', '/v1/agents/anna');
      expect(body).toMatchObject(anna);
    });

    it('an agent is saved by the second try if the answer to the first was lost', async () => {
      const puts: string[] = [];
      await page.route('**/v1/agents/*', async (route) => {
        if (route.request().method() === 'PUT') puts.push(route.request().url());
        if (puts.length !== 1) return route.fallback();
        await route.fetch();
        await route.abort();
      });
      await click('New agent');
      await page.getByLabel('Name').fill('Ada');
      await page.getByLabel('Email address').fill('ada@own.example');
      await click('Save');
      await page.getByRole('alert').locator('.error').waitFor();
      await click('Save');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect(new Set(puts).size).toBe(1);
      await page.unroute('**/v1/agents/*');
    });
  });
