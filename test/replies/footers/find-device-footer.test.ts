import { describe, expect, it } from 'vitest';
import { isDeviceFooter } from '../../../functions/replies/footers/find-device-footer.ts';

describe('isDeviceFooter', () => {
  it.each([
    'Sent from my Verizon Wireless BlackBerry',
    'Sent from my Wiko RIDGE FAB 4G',
    '来自 Outlook',
    '来自网易邮箱大师',
    'Sender notified by Mailtrack',
    'Powered by Telkomsel BlackBerry®',
    'Messaggio inviato dal mio BlackBerry Wind',
    'Envoyé avec la messagerie laposte.net',
    'Надіслано з мобільного додатку UKR.NET',
    '发自网易邮箱大师',
    '발신: iPhone',
    '네이버 메일 앱에서 보냈습니다.',
    'Sent using Siri from my Apple Watch',
    'Get TypeApp for Android',
    'This email is a service from Lamps. Delivered by Zendesk',
    'Powered by Jira Service Management',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Inviato da Outlook per Android',
    'Inviato da Libero Mail per Android',
    'Gesendet mit der GMX Mail App',
    'Von Yahoo Mail für iPhone gesendet',
    'Télécharger Outlook pour Android',
    'Verzonden vanaf mijn Samsung Galaxy-smartphone.',
    'Отправлено из мобильной Почты Mail',
    '获取 Outlook for iOS',
    'Provenance : Courrier pour Windows',
    'मेरे iPhone से भेजा गया',
    '{#HS:1234567-890#}',
    'להורדת Outlook עבור iOS',
    'Pobierz program Outlook dla systemu iOS',
    'Ez egy Outlook hirdetés<https://aka.ms/o0ukef>',
    'Enviado con el correo electrónico seguro de Proton Mail.',
    'Gesichert mit Tuta Mail:',
    'Отправлено с моего Android устройства с помощью почты K-9 Mail. Простите за краткость.',
    'Wysłano z aplikacji Poczta Wirtualna Polska',
    'Gesendet mit Telekom Mail - kostenlos und sicher für alle!',
    'Inviato dalla mail di Libero',
    'Sent from Yahoo Mail. Get the app',
    '來自 Yahoo奇摩電子郵件 的 Android 版',
    '네이버 메일앱에서 보낸 메일입니다.',
  ])('recognises %s (R29)', (line) => {
    expect(isDeviceFooter(line)).toBe(true);
  });

  it.each([
    'Sent from my desk, is much easier than my phone.',
    'The invoice was sent from my iPhone',
    'Sent by courier on Monday',
    'Inviato da Milano il 3 novembre',
    '来自 Outlook 的邮件我收不到',
    'Von meinem iPhone aus geht es nicht',
    'Get Outlook for iOS does not work?',
    'Envoyé hier.',
    '來自台北的燈',
    '어제 보낸 메일입니다.',
    'Sent by email yesterday',
    'Inviato tramite mail il documento richiesto',
    'Ik heb het vanaf mijn telefoon verstuurd',
    'Samsung Galaxy S22',
    '우체국에서 보냈습니다.',
    'Messaggio inviato dal mio avvocato',
    '发自内心的感谢',
    'Powered by a new battery, the lamp shines.',
  ])('does not recognise "%s", which somebody typed (S12)', (line) => {
    expect(isDeviceFooter(line)).toBe(false);
  });
});
