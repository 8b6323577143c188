import { describe, expect, it } from 'vitest';
import { chosenId } from '../../../console/parts/choices.ts';

describe('chosenId', () => {
  const choices = [
    { id: 'carla', text: 'Carla · carla@customer.example', also: ['carla@customer.example'] },
    { id: 'other', text: 'Karl · office@customer.example', also: ['office@customer.example'] },
    { id: 'third', text: 'Olga · office@customer.example', also: ['office@customer.example'] },
  ];

  it.each([
    ['the text that was offered', 'Carla · carla@customer.example', 'carla'],
    ['an address, in any case', ' Carla@Customer.example', 'carla'],
    ['the text of one of those who share an address', 'Olga · office@customer.example', 'third'],
  ])('gives the id for %s', (_what, typed, id) => {
    expect(chosenId(typed, choices)).toBe(id);
  });

  it.each([
    ['nothing', ''],
    ['a part of a text', 'Carla'],
    ['an address of several', 'office@customer.example'],
  ])('gives nothing for %s', (_what, typed) => {
    expect(chosenId(typed, choices)).toBeUndefined();
  });
});
