import { describe, expect, it } from 'vitest';
import type { Author } from '../../../functions/conversations/conversation.ts';
import type { User } from '../../../functions/conversations/people/people.ts';
import { nameAuthors } from '../../../functions/steps/sending/name-authors.ts';
import { mergeTexts } from '../../../functions/texts/merge-texts.ts';
import {
  agent,
  carla,
  conversation,
  message,
} from '../../conversations/recipients/recipient-scene.ts';

const { texts } = mergeTexts('en', undefined);

async function nameOf(author: Author, user: User | undefined = carla): Promise<string | undefined> {
  const names = await nameAuthors([message({ author })], { conversation: conversation() }, texts, {
    people: {
      findUser: async (id) => (id === 'carla' ? user : undefined),
      findAgent: async (id) => (id === 'anna' ? agent('anna', { name: 'Anna' }) : undefined),
    },
  });
  return names.get('1000-01');
}

describe('nameAuthors', () => {
  it('shows people by their names', async () => {
    expect(await nameOf({ kind: 'agent', id: 'anna' })).toBe('Anna');
    expect(await nameOf({ kind: 'user', id: 'carla' })).toBe('Carla');
    expect(await nameOf({ kind: 'guest', name: 'Gus', address: 'g@else.example' })).toBe('Gus');
    expect(await nameOf({ kind: 'bot', name: 'Robbie' })).toBe('Robbie');
  });

  it('shows no address to other participants, except a guest’s', async () => {
    const { name: _, ...nameless } = carla;
    const address = 'someone@else.example';
    expect(await nameOf({ kind: 'user', id: 'carla', address }, nameless)).toBe(texts.customer);
    expect(await nameOf({ kind: 'agent', id: 'deleted', address })).toBe(texts.agent);
    expect(await nameOf({ kind: 'agent', address })).toBe(texts.agent);
    expect(await nameOf({ kind: 'guest', address })).toBe(address);
  });

  it('has a word for authors without a name', async () => {
    expect(await nameOf({ kind: 'guest' })).toBe(texts.guest);
    expect(await nameOf({ kind: 'bot' })).toBe(texts.bot);
    expect(await nameOf({ kind: 'system' })).toBe(texts.system);
  });
});
