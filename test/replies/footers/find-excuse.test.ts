import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const QUOTE = 'On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:\n\n> Where do you live?';

describe('extractReply, device footers of several lines', () => {
  it.each([
    'Sent from my iPhone\nPlease excuse typos',
    'Sent from my phone.\nPlease excuse brevity and typos, I am on the move.',
    'Please excuse any typos\nSent from my iPhone',
    'Sent from my Samsung Galaxy smartphone.\nGet Outlook for Android',
    'Sent from Yahoo Mail on Android\nGet the app',
    'Sent from AOL Mobile Mail\nGet the new AOL app: mail.mobile.aol.com',
    'Sent from Outlook for Android\n<https://aka.ms/AAb9ysg>',
    'Envoyé depuis mon mobile\nVeuillez excuser ma brièveté',
    'Gesendet von meinem iPhone, Tippfehler nicht ausgeschlossen',
    'Von meinem iPhone gesendet, Tippfehler bitte ich zu entschuldigen',
    'Inviato dal mio smartphone\nPerdonate la brevità.',
    'Von meinem iPhone gesendet\nBitte entschuldigen Sie Tippfehler.',
    'Enviado desde mi iPhone\nDisculpe los errores.',
    'Verstuurd vanaf mijn iPhone\nExcuses voor eventuele typefouten.',
    'Wysłane z urządzenia Android za pomocą K-9 Mail. Wybacz moją zwięzłość.',
    'Inviato dal mio dispositivo Android con K-9 Mail. Perdonate la brevità.',
    'Отправлено с iPhone\nИзвините за опечатки.',
    'iPhoneから送信\n乱文ご容赦ください',
  ])('cuts the whole of %j, and gives nothing if nothing else was written (S12)', (footer) => {
    expect(extractReply({ text: `${OWN}\n\n${footer}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n${footer}\n\n${QUOTE}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${footer}\n\n${QUOTE}` }).reply).toBe('');
  });

  it.each(['Please excuse my brevity, I am busy.', 'I am sorry for the typos.'])(
    'keeps %j if no footer is beside it (S12)',
    (text) => {
      expect(extractReply({ text: `${OWN}\n\n${text}` }).reply).toBe(`${OWN}\n\n${text}`);
    },
  );
});

describe('extractReply, apologies that say more', () => {
  it.each([
    'Sorry for the mistake, it is order 4712.\nSent from my iPhone',
    'Sent from my phone, sorry for the typos. The order number is 4711.',
    'Sent from my phone, sorry for typos, but where is it?',
  ])('keeps what %j says beside the apology: a number or a question (S12)', (text) => {
    const [said] = text.split('\n');
    expect(extractReply({ text }).reply).toBe(said);
    expect(extractReply({ text: `${OWN}\n\n${text}` }).reply).toBe(`${OWN}\n\n${said}`);
    expect(extractReply({ text: `${text}\n\n${QUOTE}` }).reply).toBe(said);
  });
});

describe('extractReply, lines like a header block that somebody typed', () => {
  it.each([
    'From: Rome\nTo: Milan\nSubject: to availability',
    'Bitte ändern Sie:\n\nVon: Herr Meier\nAn: Frau Schulz\nBetreff: Rechnung\n\nDanke!',
    'Da: Roma\nA: Milano\nOggetto: trasloco\n\nGrazie',
    'De: Paris\nÀ: Lyon\nObjet: deux billets\n\nMerci',
  ])('keeps %j: no date, no address (S12)', (text) => {
    expect(extractReply({ text }).reply).toBe(text);
    expect(extractReply({ text: `${text}\n\n${QUOTE}` }).reply).toBe(text);
  });
});
