import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../../functions/conversations/people/people.ts';
import { putAgent } from '../../../functions/steps/chatting/put-agent.ts';
import { ANNA, AT, type ChatWorld, chatPorts, makeChat } from './fake-chat.ts';

let world: ChatWorld;
beforeEach(() => {
  world = makeChat();
  world.departments = ['sales', 'repairs'];
});
const put = (given: Partial<Agent>) =>
  putAgent({ ...ANNA, agentId: 'berta', email: 'berta@shop.example', ...given }, chatPorts(world));

describe('putAgent', () => {
  it('stores the addresses lower-cased, their domains in ASCII, each once (R14)', async () => {
    const aliases = ['B@Shop.example', 'b@shop.example', 'Berta@KÄSE.example'];
    const email = 'Berta@xn--KSE-qla.example';
    expect(await put({ email, aliases })).toMatchObject({
      kind: 'stored',
      agent: { email: 'berta@xn--kse-qla.example', aliases: ['b@shop.example'], createdAt: AT },
    });
  });

  it.each([
    ['the email', { email: 'support@piping.example' }, 0],
    ['an alias', { aliases: ['b@shop.example', 'support+x@piping.example'] }, 2],
  ])('refuses the piping address as %s (R13)', async (_what, given, index) => {
    expect(await put(given)).toEqual({ kind: 'piping-address', index });
  });

  it('refuses a malformed address', async () => {
    expect(await put({ aliases: ['no address'] })).toEqual({ kind: 'malformed', index: 1 });
  });

  it('refuses an email that no mail can be sent to; an agent may answer from such an alias (R14)', async () => {
    const unmailable = 'berta@my_shop.example';
    const refused = { kind: 'unmailable', index: 0, part: 'domain' };
    expect(await put({ email: unmailable })).toEqual(refused);
    expect(await put({ aliases: [unmailable] })).toMatchObject({ kind: 'stored' });
  });

  it('refuses the address of another agent, and says which it is', async () => {
    const aliases = ['b@shop.example', 'Anna@shop.example'];
    expect(await put({ aliases })).toEqual({ kind: 'address-taken', index: 2 });
  });

  it('refuses an unknown department, and says which it is (R30)', async () => {
    const departmentIds = ['sales', 'sales', 'nowhere'];
    expect(await put({ departmentIds })).toEqual({ kind: 'unknown-department', index: 2 });
  });

  it('stores a department once', async () => {
    const departmentIds = ['sales', 'repairs', 'sales'];
    expect(await put({ departmentIds })).toMatchObject({
      agent: { departmentIds: ['sales', 'repairs'] },
    });
  });
});
