import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const HISTORY = 'We have found your order 4711.';
const read = (line: string) => extractReply({ text: `${OWN}\n\n${line}\n\n${HISTORY}` }).reply;

describe('extractReply, above the delimiter of another helpdesk', () => {
  it('keeps a paragraph in which somebody speaks of one (S12)', () => {
    const text = 'Your mail says\nPlease type your reply above this line\nbut I see no line.';
    expect(extractReply({ text }).reply).toBe(text);
  });

  it.each([
    '##- Please type your reply above this line -##',
    '==== Do not write below this line ====',
    '———-—-———-—-———-—\nReply above this line.',
    '—-—-—-— Reply above this line',
    'To respond to this request, reply above this line',
    '::: Reply above this line :::',
    '---- Please do not edit below this line ----',
    '##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein -##',
    '##- Inserisci la tua risposta sopra questa riga -##',
    '##- Veuillez saisir votre réponse au-dessus de cette ligne -##',
    '##- Por favor, escriba su respuesta por encima de esta línea -##',
    '##- Digite sua resposta acima desta linha -##',
    '##- Typ uw antwoord boven deze regel -##',
    '##- Wpisz odpowiedź powyżej tego wiersza -##',
    '##- Skriv dit svar over denne linje -##',
    '##- Prosím, napíšte odpoveď nad tento riadok -##',
    '##- Введите ответ выше этой строки -##',
    '##- この行より上に返信を入力してください -##',
    '##- نرجو كتابة الرد فوق هذا السطر -##',
    '--------- Reply above this line ---------',
    '=-=-= Please reply above this line =-=-=',
    '_____ Reply ABOVE THIS LINE to add a note _____',
    '[Please write above this line]',
    '*Reply above this line*',
    '--- ✂ Reply above this line ✂ ---',
    '— Reply above this line —',
    '«-- Please reply above this line --»',
    'To respond, please type your reply above this line',
    'Please type your reply above this line',
    'Write ABOVE THIS LINE to post a reply or view this on Basecamp',
    'Antworten Sie oberhalb dieser Zeile, um einen Kommentar hinzuzufügen',
    'Bitte antworten Sie oberhalb dieser Trennlinie',
    'Responda acima dessa linha',
    '[Skriv ditt svar ovanför denna rad]',
    '— Svar over denne linjen —',
    '<Skriv svar over denne streg>',
    '[Kirjoita vastauksesi tämän rivin yläpuolelle]',
    '[Odpowiedz powyżej tej linii]',
    '(Napište odpověď nad tento řádek)',
    '— Odpovězte nad tímto řádkem —',
    '[Válaszát e sor fölé írja]',
    '[Odgovorite iznad ovog retka]',
    '[Odgovorite nad to vrstico]',
    '[Yanıtınızı bu satırın üzerine yazın]',
    '(Пожалуйста, пишите ответ выше этой строки)',
    '[Введіть відповідь над цим рядком]',
    '[Напишете отговора над този ред]',
    '[Γράψτε την απάντησή σας πάνω από αυτή τη γραμμή]',
    '[この行の上に返信を入力してください]',
    '(请在此行上方回复)',
    '[이 줄 위에 답장을 입력하세요]',
    '[الرجاء كتابة الرد فوق هذا السطر]',
    '[Vui lòng trả lời phía trên dòng này]',
  ])('cuts at %j (S12)', (line) => {
    expect(read(line)).toBe(OWN);
  });

  it.each([
    '--- the online type ---',
    '- Please reply above this line.',
    'To comment on the above: your line is bad, please reply',
    'Do not write below this line',
    '--- do not write below this line of the form ---',
    '*** please note the line above ***',
    '--- my answer: the line is down ---',
    'I cannot reply above this line, sorry.',
    'Does your reply above this line mean yes?',
    'Reply above this line? I reply below.',
    'Please type your reply above this line. So you say.',
    'Please type your reply above this line was all I saw.',
    'Please write my name above the line, not below it.',
    'Type the code above the dotted line.',
    'Type the code above this line (the red one).',
    'Answer to the line above: yes.',
    '(I wrote the answer above the line.)',
    '[Min svar står over linjen]',
    '(Ответ выше, в строке 3)',
    '(回复在上面那一行)',
    '(My answer is above this line)',
    '--- Reply above this line? I did ---',
    '- Do not write below this line -',
    '*The reply stands above this line*',
    'Please write the reply to Ann above this line, to be sure that she sees it at once',
    '(a) Odpowiedz powyżej tej linii.',
    '- Odpowiedz powyżej tej linii (OK)',
    '[Meine Antwort steht oberhalb dieser Zeile]',
    '(La mia risposta è sopra questa riga)',
    '(Mijn antwoord staat boven deze regel)',
    '(Мой ответ выше этой строки)',
    'Bitte schreiben Sie meinen Namen oberhalb der Linie.',
    'Antworten Sie bitte auf die Zeile oberhalb.',
    'Inserite il codice sopra la riga tratteggiata.',
    'Veuillez saisir le code au-dessus de la ligne pointillée.',
    'Escriban mi nombre encima de la línea.',
    'Escrevam o meu nome acima da linha.',
  ])('keeps %j, which somebody typed (S12)', (line) => {
    expect(read(line)).toBe(`${OWN}\n\n${line}\n\n${HISTORY}`);
  });
});
