import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const QUOTE = 'On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:\n\n> Where do you live?';

const NOTES = [
  '-----\nNo virus found in this message.\nChecked by AVG - www.avg.com\nVersion: 2016.0.7998 / Virus Database: 4656/13247 - Release Date: 10/22/26',
  'Nessun virus nel messaggio.\nControllato da AVG - www.avg.com\nVersione: 2016.0.7998 / Database dei virus: 4656/13247 - Data di rilascio: 22/10/2026',
  'Es wurden keine Viren in dieser Nachricht gefunden.\nÜberprüft von AVG - www.avg.de',
  'Nie znaleziono wirusów w tej wiadomości.\nSprawdzone przez AVG - www.avg.com',
  '---\nThis email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus',
  '---\nQuesta e-mail è stata controllata per individuare virus con Avast antivirus.\nhttps://www.avast.com/antivirus',
  "---\nL'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.\nhttps://www.avast.com/antivirus",
  '---\nEl software de antivirus Avast ha analizado este correo electrónico en busca de virus.\nhttps://www.avast.com/antivirus',
  '---\nЭто сообщение проверено на вирусы антивирусом Avast.\nhttps://www.avast.com/antivirus',
  'Privo di virus. www.avast.com',
  'Virenfrei.www.avast.com',
  '---\nVirusfritt. www.avast.com',
  'This message has been scanned by FortiMail. Contact your email administrator for details.',
  'This message was scanned by Proofpoint. Is this spam? Report it: https://mail.example/report',
  '__________ Information from ESET NOD32 Antivirus, version of virus signature database 10000 __________\n\nThe message was checked by ESET NOD32 Antivirus.\n\nhttp://www.eset.com',
  '__________ Informazioni da ESET NOD32 Antivirus, versione del database 10000 __________\n\nIl messaggio è stato controllato da ESET NOD32 Antivirus.\n\nwww.nod32.it',
  'This message has been scanned by Kaspersky Anti-Virus.\nFor more information please visit http://www.kaspersky.com',
  'Проверено Антивирусом Касперского',
  '-- \nThis message has been scanned for viruses and\ndangerous content by MailScanner, and is\nbelieved to be clean.',
  'Message scanned by Kaspersky Security',
  'This email was Malware checked by UTM 9. http://www.sophos.com',
  "--\nQuesto messaggio e' stato analizzato con Libra ESVA ed e' risultato non infetto.",
  'Este mensaje ha sido analizado por MailScanner\nen busca de virus y otros contenidos peligrosos,\ny se considera que está limpio.',
  'This email has been scanned by the Boundary Defense for Email Security System. For more information please visit http://www.apptix.com',
  'Click https://www.mailcontrol.com/sr/abc== to report this email as spam.',
  'Click here <https://www.mailcontrol.com/sr/abc> to report this email as spam.',
  'This message was scanned by Norton. Details: https://my.norton.com/mail',
  'Click here to report this message as spam: https://www.mailcontrol.com/sr/abc',
];

describe('extractReply, above the note of a virus scanner', () => {
  it.each(NOTES)('cuts the whole of %j, above and below the quote (S12)', (note) => {
    expect(extractReply({ text: `${OWN}\n\n${note}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n${note}\n\n${QUOTE}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n${QUOTE}\n\n${note}` }).reply).toBe(OWN);
    const html = `<div>${OWN}</div><br><div>${note.replaceAll('\n', '<br>')}</div>`;
    expect(extractReply({ html }).reply).toBe(OWN);
    expect(extractReply({ text: note }).reply).toBe('');
  });

  it('keeps a link below a quote that ends with a note (S12)', () => {
    const link = 'https://lamps.example/a';
    const text = `${OWN}\n\n${QUOTE}\n> Checked by AVG - www.avg.com\n\n${link}`;
    expect(extractReply({ text }).reply).toBe(`${OWN}\n\n${link}`);
  });

  it.each([
    'My Avast antivirus says that your mail has a virus.',
    'No virus found, but the computer is slow. What next?',
    'This email has been checked by my wife.',
    'No virus found.',
    'This email was scanned by my antivirus, and then it was gone.',
    'Questo messaggio è stato bloccato da Avast.',
    'Diese Nachricht wurde von Ihrem Virenscanner beanstandet.',
    'Ce mail a été bloqué par mon antivirus.',
    'Este correo ha sido analizado por mi antivirus: tiene un virus.',
    'Nessun virus trovato.',
    'Virus-free it is not: Avast found something in your file.',
    'Virenfrei ist die Datei laut Avast nicht.',
    'Checked by Avast, the file is clean.',
    'This email has been checked for viruses by my colleague, it is fine.',
    'No virus found in your message, says Norton.',
    'Kein Virus in Ihrer Mail laut Avira.',
    'Nessun virus nella vostra mail secondo Avast.',
    'Click here to report this message as spam is what I see.',
  ])('keeps %j, which somebody typed (S12)', (text) => {
    expect(extractReply({ text: `${OWN}\n\n${text}` }).reply).toBe(`${OWN}\n\n${text}`);
  });
});
