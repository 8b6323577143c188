import { describe, expect, it } from 'vitest';
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
      await open('李明');
      await open('王芳');
      const { body } = await pipeline.api('GET', '/v1/users');
      const names = body.users.map(({ name }: { name: string }) => name);
      expect(names).toEqual(expect.arrayContaining(['李明', '王芳']));
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
  });
