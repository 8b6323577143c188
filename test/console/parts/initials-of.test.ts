import { expect, it } from 'vitest';
import { initialsOf } from '../../../console/parts/initials-of.ts';

it.each([
  ['Carla Bianchi', 'CB'],
  ['ACME (Sales)', 'AS'],
  ['Ann "Nan" Lamp', 'AN'],
  ['O’Brien Co', 'OC'],
  ['a.smith@x.example', 'AS'],
  ['😀 Emma', 'E'],
  ['מרים כהן', 'מכ'],
  ['👍', ''],
])('the initials of %s are “%s”', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
