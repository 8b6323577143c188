import { describe, expect, it } from 'vitest';
import { findDelimiters } from '../../../functions/replies/heads/find-delimiters.ts';
import { readTextLines } from '../../../functions/replies/lines/read-text-lines.ts';
import { DELIMITERS } from '../../../functions/texts/delimiters.ts';

const find = (text: string) => findDelimiters(readTextLines(text));

describe('findDelimiters', () => {
  it.each(Object.entries(DELIMITERS))('recognises the line of %s (R19)', (_, line) => {
    expect(find(line)).toEqual([{ first: 0, last: 0 }]);
  });

  it.each([
    '> > ### Please type your reply above this line ###',
    '  ### please type your reply above this line ###  ',
    '*### Please type your reply above this line ###*',
    '&gt; &gt; ### Please type your reply above this line ###',
    '&amp;gt; ### Please type your reply above this line ###',
    '### Prosimy o wpisanie odpowiedzi powy&#380;ej tej linii ###',
    '&#35;&#35;&#35; Please type your reply above this line &#35;&#35;&#35;',
    '###\u00a0Please type your\u00a0reply above this line ###',
    '### Vă rugăm să scrieți răspunsul deasupra acestei linii ###',
    '### Skriv ditt svar ovanför denna linje ###',
    '### この行より上に返信を入力してください ###',
  ])('recognises it quoted, escaped, decorated or translated: %s (S6)', (line) => {
    expect(find(line)).toEqual([{ first: 0, last: 0 }]);
  });

  it.each([
    '### Please type your reply above\nthis line ###',
    '> ### Please type your reply\n> above this line ###',
    '> > ### Please type your reply above\nthis line ###',
    '###\nPlease type your reply above this line\n###',
  ])('recognises it wrapped or split over elements: %j (S6)', (text) => {
    const last = text.split('\n').length - 1;
    expect(find(text)).toEqual([{ first: 0, last }]);
  });

  it('finds both of a two-level history (S6)', () => {
    const line = DELIMITERS.en;
    expect(find(`a\n${line}\nb\n> ${line}\n> c`).map(({ first }) => first)).toEqual([1, 3]);
  });

  it.each([
    '###',
    '### My steps ###',
    '### how I did it',
    'I see "### Please type your reply above this line ###" in each mail',
    '# reply above this line',
  ])('does not recognise %j, which somebody typed (S6)', (line) => {
    expect(find(line)).toEqual([]);
  });
});
