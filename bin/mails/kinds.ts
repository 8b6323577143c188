import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeMail, type MailFile } from '../../functions/notifications/compose-mail.ts';
import { composeQuestion } from '../../functions/notifications/compose-question.ts';
import type {
  MailContent,
  ShownFile,
  ShownMessage,
} from '../../functions/notifications/mail-content.ts';
import type { Texts } from '../../functions/texts/built-in-texts.ts';
import { delimiterFor } from '../../functions/texts/delimiters.ts';
import type { Sample } from './samples.ts';

const ADDRESS = 'support@piping.example';
const TAG = 'LC2457-473412';
const NOW = '2026-11-26T09:41:00.000Z';
const EARLIER = '2026-11-26T09:12:00.000Z';
const LOGO = readFileSync(join(import.meta.dirname, 'logo.png'));
const PARAGRAPHS_OF_A_LONG_TEXT = 6;
/** The longest name that a mail shows, in one word. */
const LONG_NAME = 'Wolfeschlegelsteinhausen'.repeat(5).slice(0, 100);

/** What the sample mails of one language are made of. */
export interface Language {
  locale: string;
  texts: Texts;
  sample: Sample;
  timeZone: string;
}

interface Shown {
  messages: ShownMessage[];
  history?: ShownMessage[];
  isToStaff?: boolean;
  extras?: Pick<MailContent, 'logo' | 'chatUrl'>;
  files?: MailFile[];
}

const message = (author: string, text: string, more: Partial<ShownMessage> = {}): ShownMessage => ({
  author,
  text,
  isOfStaff: false,
  at: NOW,
  isMarkdown: false,
  isCut: false,
  marks: [],
  files: [],
  ...more,
});

const byAgent = ({ sample }: Language, text: string, more: Partial<ShownMessage> = {}) =>
  message(sample.agent, text, { isOfStaff: true, isMarkdown: true, ...more });

const byCustomer = ({ sample }: Language, text: string, more: Partial<ShownMessage> = {}) =>
  message(sample.customer, text, more);

const asked = (language: Language) => [
  byCustomer(language, language.sample.question, { at: EARLIER }),
];

const LOOKS = {
  logo: { kind: 'inside', octets: LOGO },
  chatUrl: 'https://chat.example/conversations/2457',
} as const;

function filesOf({ sample }: Language): ShownFile[] {
  return [
    { filename: sample.file, size: 184_320, state: 'attached' },
    {
      filename: 'manual-a-60.pdf',
      size: 18_400_000,
      state: 'linked',
      url: `https://chat.example/attachments/1?key=1`,
    },
    { filename: 'invoice.pdf', size: 90, state: 'unavailable' },
  ];
}

/** Right-to-left texts beside left-to-right ones, with numbers, links, a list and code. */
const RIGHT_TO_LEFT = {
  arabic:
    'مرحبا،\nطلبت مصباحا يوم الاثنين (رقم الطلب 4711) ولم يصلني شيء حتى الآن. أين طردي؟\n\nOrder confirmation: https://shop.example/orders/4711\n\nشكرا لكم',
  hebrew:
    'שלום מרים,\nהחבילה **יצאה אתמול**:\n\n- מעקב: [DHL 4711](https://dhl.example/4711)\n- הגעה: מחר עד 18:00\n\n```\nstatus --order 4711\n```\n\nתודה',
  persian: 'سلام، سفارش شمارهٔ ۴۷۱۱ هنوز نرسیده است. لطفاً وضعیت آن را به من بگویید.',
  urdu: 'السلام علیکم، میرا پارسل ابھی تک نہیں پہنچا۔ آرڈر نمبر 4711 ہے۔',
};

/** Every kind of mail that people get, by its title in the gallery. */
const SHOWN: Readonly<Record<string, (language: Language) => Shown>> = {
  'An agent answers': (language) => ({
    messages: [byAgent(language, language.sample.answer)],
    history: asked(language),
  }),
  'Markdown, with logo and chat link': (language) => ({
    messages: [byAgent(language, language.sample.steps)],
    history: [byAgent(language, language.sample.answer, { at: EARLIER }), ...asked(language)],
    extras: LOOKS,
  }),
  'Files: inside, linked, gone': (language) => ({
    messages: [byAgent(language, language.sample.answer, { files: filesOf(language) })],
    files: [
      { filename: language.sample.file, contentType: 'image/jpeg', content: Buffer.alloc(64) },
    ],
  }),
  'Only files': (language) => ({
    messages: [byAgent(language, '', { files: filesOf(language).slice(0, 1) })],
  }),
  'The bot writes': (language) => ({
    messages: [message(language.texts.bot, language.sample.bot, { isMarkdown: true })],
  }),
  'A customer without a name writes, to the team': (language) => ({
    messages: [message(language.texts.customer, language.sample.question)],
    isToStaff: true,
  }),
  'Several messages in one mail, to the team': (language) => ({
    messages: [
      byCustomer(language, language.sample.thanks, { at: EARLIER }),
      message(language.texts.bot, language.sample.bot, { isMarkdown: true }),
    ],
    history: asked(language),
    isToStaff: true,
    extras: LOOKS,
  }),
  'Not verified, to the team': (language) => ({
    messages: [byCustomer(language, language.sample.question, { marks: ['unverified'] })],
    isToStaff: true,
  }),
  'A guest writes, to the team': (language) => ({
    messages: [message(language.sample.guest, language.sample.guestWords, { marks: ['isGuest'] })],
    history: asked(language),
    isToStaff: true,
  }),
  'Longer than a mail can hold': (language) => ({
    messages: [
      byCustomer(
        language,
        Array.from({ length: PARAGRAPHS_OF_A_LONG_TEXT }, () => language.sample.thanks).join(
          '\n\n',
        ),
        { isCut: true },
      ),
    ],
    isToStaff: true,
  }),
  'Read from the right: Arabic, Hebrew, Persian, Urdu': (language) => ({
    messages: [
      message('مريم الحداد', RIGHT_TO_LEFT.arabic),
      byAgent(language, RIGHT_TO_LEFT.hebrew),
    ],
    history: [
      message('زهرا کریمی', RIGHT_TO_LEFT.persian, { at: EARLIER }),
      message('عائشہ خان', RIGHT_TO_LEFT.urdu, { at: EARLIER }),
    ],
  }),
  'Words that are hard to lay out': (language) => ({
    messages: [
      byCustomer(
        language,
        `${'https://shop.example/'.padEnd(140, 'long-address-')}\n\nمرحبا، أين طردي؟ رقم الطلب 4711\n\n${'W'.repeat(90)}\n\n😀 👩🏽‍🔧  a < b & "c"\n\n   indented`,
      ),
      message(LONG_NAME, language.sample.thanks),
    ],
    history: [message(LONG_NAME, language.sample.question, { at: EARLIER })],
  }),
};

export interface SampleMail {
  kind: string;
  raw: Buffer;
}

/** One mail of each kind, composed by the pipeline's own code. */
export async function composeKinds(language: Language): Promise<SampleMail[]> {
  const mails = Object.entries(SHOWN).map(async ([kind, shown]) => ({
    kind,
    raw: await compose(language, shown(language)),
  }));
  return Promise.all([...mails, ask(language)]);
}

async function compose(language: Language, shown: Shown): Promise<Buffer> {
  const { locale, texts, sample, timeZone } = language;
  const { messages, history = [], isToStaff = false, extras, files = [] } = shown;
  const [first] = messages;
  const author = first?.isOfStaff ? `${first.author} · ` : '';
  const content: MailContent = {
    locale,
    texts,
    timeZone,
    delimiter: delimiterFor(locale),
    senderName: sample.team,
    messages,
    history,
    isToStaff,
    ...extras,
  };
  const { raw } = await composeMail(
    {
      from: ADDRESS,
      replyTo: 'support+k1token@piping.example',
      displayName: `${author}${sample.team} | ${TAG}`,
      to: isToStaff
        ? { name: sample.agent, address: 'anna@team.example' }
        : { name: sample.customer, address: 'carla@customer.example' },
      subject: sample.subject,
      messageId: '<2457-1.user@piping.example>',
      date: NOW,
      thread: { references: [], inReplyTo: '', topic: sample.subject, index: 'AQ==' },
      isAutomatic: !first?.isOfStaff,
    },
    content,
    files,
  );
  return raw;
}

async function ask({ locale, texts, sample, timeZone }: Language): Promise<SampleMail> {
  const raw = await composeQuestion({
    from: ADDRESS,
    displayName: sample.team,
    replyTo: 'support+k1code@piping.example',
    to: { name: sample.agent, address: 'anna@team.example' },
    held: { subject: `Re: ${sample.subject}`, receivedAt: EARLIER },
    date: NOW,
    delimiter: delimiterFor(locale),
    texts,
    locale,
    timeZone,
  });
  return { kind: 'Was it you?', raw };
}
