import { describe, expect, it } from 'vitest';
import { ownAddresses } from '../../../functions/conversations/people/own-addresses.ts';
import { carla } from '../recipients/recipient-scene.ts';

describe('ownAddresses', () => {
  it("are the chat backend's address and the former ones, each once (S7)", () => {
    const user = { ...carla, formerEmails: ['old@kunde.example', 'carla@kunde.example'] };
    expect(ownAddresses(user)).toEqual(['carla@kunde.example', 'old@kunde.example']);
  });

  it('include one that an authenticated mail proved (S7)', () => {
    expect(ownAddresses({ ...carla, emailFrom: 'mail' })).toContain('carla@kunde.example');
  });

  it('exclude one of an unproven mail (S7)', () => {
    expect(ownAddresses({ ...carla, emailFrom: 'unproven' })).toEqual(['old@kunde.example']);
  });

  it('may be none', () => {
    expect(ownAddresses({ ...carla, email: undefined, formerEmails: [] })).toEqual([]);
  });
});
