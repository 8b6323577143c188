import { FURTHER_LANGUAGES } from './further-languages.ts';
import type { Language } from './language.ts';

/** By language code. Rarer languages are in further-languages.ts. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    said: 'On | wrote; sent; said; writes; posted; quoting; excerpts from; spake',
    head: 'From; Reply-To; Sender | Sent; Date; Sent at | To; Cc; Bcc | Subject; Re',
    mark: 'Original; Original Message; Original Email; Original Mail; Reply Message; Reply Separator; Replied Message; Original Appointment; Original message follows; Start of original message | Forwarded Message; Begin forwarded message; Forwarded by; Forwarded mail; Forwarded email; Start of forwarded message; This is a forwarded message',
    footer:
      'Sent from; Sent via; Sent with; Sent using; Sent wirelessly; Sent by; Sent on; Get Outlook for; Get TypeApp for; Get Mailspring; Virus-free; Download Spark; Secured with; Secured by',
    end: 'regards; best regards; kind regards; warm regards; best; best wishes; sincerely; yours sincerely; yours truly; cheers; thanks; many thanks; thank you; thanks and regards; cordially; respectfully; rgds; brgds; br; kr; thx; tks; tnx; ty; truly; faithfully; warmly; take care; all the best; yours; with kind regards; thanks in advance; thank you very much; thanks so much; thank you and best regards; warmest regards; wishes; cordial regards; sincere regards; respectfully yours; looking forward | confidential; intended recipient; privileged; disclaimer; notify the sender; unauthorized; unauthorised; received this email in error; received this message in error; solely for; legally protected; received in error; no liability; views or opinions; of the author; not necessarily represent',
  },
  it: {
    said: "Il; Il giorno; In data; L'; Nel messaggio del | ha scritto; hanno scritto; citando; scrive; scriveva; scrisse; ha inviato",
    head: 'Da; Mittente; Rispondi a; Risposta | Inviato; Data; Inviata; Inviato il | A; Per; Ccn; Destinatario | Oggetto',
    mark: 'Messaggio originale; Email originale; Messaggio risposto; Appuntamento originale | Messaggio inoltrato; Inizio messaggio inoltrato; Inoltrato da; Inizio del messaggio inoltrato',
    footer:
      'Inviato da; Inviato dal; Inviata da; Inviato con; Inviato tramite; Inviato usando; Scarica Outlook per; Ottieni Outlook per; Privo di virus; Spedito da; Provenienza: Posta per',
    end: 'saluti; cordiali saluti; distinti saluti; un saluto; cordialmente; grazie; grazie mille; a presto; buona giornata; un caro saluto; un cordiale saluto; saluti e grazie; grazie e saluti; buon lavoro; buona serata; ciao; grazie in anticipo; molte grazie; grazie ancora; i migliori saluti; con i migliori saluti; porgo; ossequi; ringraziando; cari saluti; tanti saluti; buon pomeriggio; buon weekend | riservat; destinatari; privacy; per errore; d.lgs; vietat; confidenzial; gdpr; regolamento ue',
  },
  de: {
    said: 'Am; Den | schrieb; schreibt; zitat von; geschrieben; hat geschrieben',
    head: 'Von; Absender; Antwort an | Gesendet; Datum; Gesendet am; Versendet | An; Kopie; Kopie (CC); Empfänger; Blindkopie | Betreff',
    mark: 'Ursprüngliche Nachricht; Originalnachricht; Original-Nachricht; Antwort Nachricht; Ursprüngliche E-Mail; Original Nachricht; Ursprungsnachricht; Ursprüngliche Mail; Ursprünglicher Termin; Originalmail | Weitergeleitete Nachricht; Anfang der weitergeleiteten Nachricht; Weitergeleitet von; Weitergeleitete E-Mail; Beginn der weitergeleiteten Nachricht; Weitergeleitete Mail',
    footer:
      'Gesendet von; Gesendet vom; Gesendet mit; Gesendet über; Gesendet aus; Diese Nachricht wurde von; Holen Sie sich Outlook; Outlook für; Outlook holen; Virenfrei; Verschickt von; Verfasst mit; Gesichert mit; Laden Sie Outlook',
    end: 'gruß; grüße; viele grüße; liebe grüße; mit freundlichen grüßen; freundliche grüße; beste grüße; mfg; lg; vg; danke; vielen dank; schöne grüße; herzliche grüße; grüßen; mit besten grüßen; mit freundlichem gruß; danke und gruß; mit lieben grüßen; schönen gruß; besten gruß; lieber gruß; hochachtungsvoll; m.f.g; bg; mbg; vielen dank und viele grüße; danke im voraus; besten dank; schönen tag; einen schönen tag noch; freundlichst; mit herzlichen grüßen; ihr; ihre; dein; deine; dank | vertraulich; empfänger; irrtümlich; unbefugt; rechtlich geschützt; informieren sie; nicht gestattet',
  },
  fr: {
    said: 'Le | a écrit; écrivit; ont écrit; écrit; a envoyé',
    head: 'De; Expéditeur; Répondre à; Message de | Envoyé; Envoyé le; Message du; Date d’envoi | À; Cci; Copie à; Destinataire; Pour; Copie | Objet; Sujet',
    mark: "Message d'origine; Message original; Message initial; Mail d'origine; Mail original; Message transmis; Rendez-vous d'origine | Message transféré; Début du message réexpédié; Début du message transféré; Transféré par; Message réexpédié; Mail transféré",
    footer:
      "Envoyé de; Envoyé depuis; Envoyé à partir; Envoyé d'; Envoyé avec; Envoyé sans fil; Envoyé via; Provenance :; Télécharger Outlook; Obtenir Outlook; Obtenez Outlook; Garanti sans virus; Sans virus",
    end: "cordialement; bien cordialement; bien à vous; salutations; merci; merci d'avance; sincères salutations; respectueusement; amicalement; bonne journée; cdlt; cdt; bàv; bien à toi; salutations distinguées; sincèrement; bonne réception; bonne soirée; très cordialement; bises; bien amicalement; merci beaucoup; merci et bonne journée; meilleures salutations; bien sincèrement; courtoisement; avec mes remerciements; mes salutations; à bientôt | confidentiel; destinataire; par erreur; avertissement; interdit; expéditeur",
  },
  es: {
    said: 'El; El día; En | escribió; ha escrito; escribe; escribieron; envió',
    head: 'De; Remitente; Responder a; Desde | Enviado; Fecha; Enviado el; Enviado a las | Para; A; Cco; Destinatario | Asunto',
    mark: 'Mensaje original; Correo original; Cita original | Mensaje reenviado; Inicio del mensaje reenviado; Reenviado por; Correo reenviado; Inicio del mensaje redirigido',
    footer:
      'Enviado desde; Enviado por; Enviado con; Enviado a través; Enviado mediante; Obtener Outlook; Obtén Outlook; Obtenga Outlook; Descargar Outlook; Descargue Outlook; Libre de virus',
    end: 'saludos; un saludo; saludos cordiales; atentamente; gracias; muchas gracias; cordialmente; un cordial saludo; muchas gracias y saludos; atte; sldos; slds; un abrazo; saludos y gracias; gracias y un saludo; muchos saludos; cordiales saludos; quedo a la espera; gracias de antemano; mil gracias; respetuosamente; abrazo; muy atentamente; que tenga un buen día; buen día; reciba | confidencial; destinatari; por error; prohibid; aviso legal; protección de datos; notifíquelo; rgpd; sus datos; ejercer sus derechos; finalidad',
  },
  pt: {
    said: 'Em; No dia; A; Na | escreveu; escreveram; escreve; enviou',
    head: 'De; Remetente; Responder para | Enviado; Enviada; Data; Enviado em; Enviada em; Enviado a | Para; Cco; Destinatário | Assunto',
    mark: 'Mensagem original; E-mail original; Compromisso original | Mensagem encaminhada; Mensagem reencaminhada; Início da mensagem encaminhada; Início da mensagem reencaminhada; Encaminhado por; Iniciando encaminhamento de mensagem',
    footer:
      'Enviado do; Enviado de; Enviado por; Enviado via; Enviado pelo; Enviado com; Enviado a partir; Obter o Outlook; Obter Outlook; Baixar o Outlook; Obtenha o Outlook; Livre de vírus; Sem vírus',
    end: 'atenciosamente; cumprimentos; com os melhores cumprimentos; obrigado; obrigada; abraços; abraço; saudações; att; muito obrigado; atte; abs; cpts; obg; grato; grata; melhores cumprimentos; cordialmente; cordiais saudações; muito obrigada; um abraço; abraço grande; bom dia de trabalho; bom trabalho; respeitosamente; saudações cordiais; agradecido; agradecida; desde já obrigado; até breve | confidencia; destinatári; por engano; proibid; aviso legal; sigilo',
  },
  nl: {
    said: 'Op | schreef; heeft geschreven; geschreven; schrijft',
    head: 'Van; Afzender; Beantwoorden | Verzonden; Datum; Verstuurd; Verzonden op | Aan; Kopie | Onderwerp; Betreft',
    mark: 'Oorspronkelijk bericht; Origineel bericht; Oorspronkelijke bericht; Oorspronkelijke e-mail; Oorspronkelijke afspraak | Doorgestuurd bericht; Begin doorgestuurd bericht; Doorgestuurd door; Doorgezonden bericht',
    footer:
      'Verzonden vanaf; Verzonden met; Verstuurd vanaf; Verstuurd met; Verzonden vanuit; Verstuurd via; Verzonden via; Outlook voor; Download Outlook; Virusvrij; Downloaden van Outlook',
    end: 'groet; groeten; met vriendelijke groet; met vriendelijke groeten; vriendelijke groeten; mvg; bedankt; dank u wel; hartelijke groet; groetjes; gr; m.v.g; vriendelijke groet; hartelijke groeten; alvast bedankt; met groet; met hartelijke groet; hartelijk dank; veel dank; vr. gr; dank; dank je wel; hoogachtend; fijne dag; mvrgr; bvd | vertrouwelijk; geadresseerde; bestemd voor; ten onrechte; onbevoegd; verboden',
  },
  pl: {
    said: 'W dniu; Dnia; Dn.; W | napisał; napisała; napisana przez; napisał(a); napisali; pisze; napisał/a',
    head: 'Od; Nadawca; Odpowiedź do | Wysłano; Data; Wysłane; Data wysłania | Do; DW; UDW; Kopia; Adresat; Odbiorca | Temat',
    mark: 'Wiadomość oryginalna; Oryginalna wiadomość; Treść oryginalnej wiadomości | Przekazana wiadomość; Początek przekazywanej wiadomości; Wiadomość przekazana; Treść przekazanej wiadomości; Przekazywana wiadomość; Początek przekazanej wiadomości',
    footer:
      'Wysłano z; Wysłane z; Wysłano za pomocą; Wysłane za pomocą; Pobierz aplikację Outlook; Pobierz Outlook; Pobierz program Outlook; Wysłano przez; Wysłano przy użyciu; Wolny od wirusów; Uzyskaj Outlook',
    end: 'pozdrawiam; pozdrowienia; z poważaniem; dziękuję; serdecznie pozdrawiam; z wyrazami szacunku; dzięki; pozdr; pzdr; z góry dziękuję; z pozdrowieniami; miłego dnia; dzięki i pozdrawiam; dziękuję i pozdrawiam; łączę pozdrowienia; z szacunkiem; pozdrawiam serdecznie; dziękuję bardzo; ukłony | poufn; adresat; zastrzeżon; omyłkowo; rodo; zabronion',
  },
  sv: {
    said: 'Den; På | skrev; skriver',
    head: 'Från; Avsändare; Svara till | Skickat; Datum; Skickades | Till; Kopia; Hemlig kopia; Kopia till | Ämne; Rubrik; Ärende',
    mark: 'Ursprungligt meddelande; Originalmeddelande; Ursprungligt mail; Ursprunglig avtalad tid | Vidarebefordrat meddelande; Vidarebefordrat brev; Påbörjat vidarebefordrat meddelande; Början på vidarebefordrat meddelande; Vidarebefordrat mejl; Börja vidarebefordrat meddelande; Start av vidarebefordrat meddelande; Början på det vidarebefordrade meddelandet',
    footer:
      'Skickat från; Skickat med; Skickades från; Hämta Outlook; Skaffa Outlook; Sänt från; Skickat via; Virusfri',
    end: 'hälsningar; vänliga hälsningar; med vänliga hälsningar; mvh; tack; tack på förhand; bästa hälsningar; vänligen; hälsning; tack så mycket; med vänlig hälsning; bästa hälsning; hälsar; ha det bra; vh | konfidentiell; mottagare; av misstag; sekretess',
  },
  da: {
    said: 'Den; D.; Til | skrev; skriver',
    head: 'Fra; Afsender; Svar til | Sendt; Dato; Sendt den | Til; Kopi; Kopi til | Emne; Vedr',
    mark: 'Oprindelig meddelelse; Oprindelig besked; Original besked; Oprindelig mail; Original meddelelse; Oprindelig aftale | Videresendt besked; Videresendt meddelelse; Start på videresendt besked; Videresendt mail; Begynd videresendt besked; Begynd videresendt e-mail',
    footer: 'Sendt fra; Sendt med; Sendt via; Hent Outlook; Få Outlook; Virusfri',
    end: 'hilsen; venlig hilsen; med venlig hilsen; mvh; tak; på forhånd tak; mange hilsner; bedste hilsner; vh; kh; hilsner; de bedste hilsner; mange tak; med venlige hilsner; tak for hjælpen; venligst; bh; hav en god dag; på forhånd mange tak | fortrolig; modtager; ved en fejl',
  },
  no: {
    said: 'På; Den; Kl. | skrev; skriver; skreiv',
    head: 'Fra; Avsender; Svar til | Sendt; Dato | Til; Kopi; Kopi til | Emne',
    mark: 'Opprinnelig melding; Original melding; Opprinnelig e-post; Opprinnelig avtale | Videresendt melding; Videresendt e-post; Start på videresendt melding; Begynnelse på videresendt melding; Start videresendt melding',
    footer: 'Sendt fra; Sendt med; Sendt via; Skaff deg Outlook; Last ned Outlook; Få Outlook',
    end: 'hilsen; vennlig hilsen; med vennlig hilsen; mvh; takk; på forhånd takk; beste hilsen; vh; mange takk; med vennlige hilsener; vennligst; hilsener; ha en fin dag; takk på forhånd | konfidensiell; mottaker; ved en feil; taushetsplikt; ved en feiltakelse; adressat',
  },
  fi: {
    said: '| kirjoitti; kirjoittaa; lähetti',
    head: 'Lähettäjä; Vastausosoite; Keneltä | Lähetetty; Päivämäärä; Päiväys; Pvm | Vastaanottaja; Kopio; Saaja; Piilokopio; Kenelle | Aihe; Otsikko',
    mark: 'Alkuperäinen viesti; Alkuperäinen sähköposti; Alkuperäinen tapaaminen | Edelleenlähetetty viesti; Välitetty viesti; Välitetty viesti alkaa; Edelleen lähetetty viesti',
    footer:
      'Hanki Outlook; Lataa Outlook; Lähetetty minun; Lähetetty laitteesta; Lähetetty iPhonesta; Lähetetty Outlook; Lähetetty puhelimesta; Lähetetty Samsung; Lähetetty Galaxy; Lähetetty Android; Lähetetty iPad; Lähetetty Yahoo; Lähetetty Windows; Lähetetty Sähköposti; Lähetetty kännyk; Lähetetty mobiili; Lähetetty älypuhelim; Lähetetty Proton',
    end: 'terveisin; ystävällisin terveisin; parhain terveisin; kiitos; yt; t; terv; kunnioittavasti; kiitos etukäteen; kiitän; hyvää päivänjatkoa | luottamuksel; vastaanottaj; erehdyksessä; vahingossa; lähettäjälle; luvaton',
  },
  cs: {
    said: 'Dne; V | napsal; napsala; napsal(a); píše; napsali; napsal/a',
    head: 'Od; Odesílatel; Odpověď komu | Odesláno; Datum; Posláno | Komu; Kopie; Kopie komu; Skrytá | Předmět; Věc',
    mark: 'Původní zpráva; Původní e-mail; Původní email; Originální zpráva; Původní schůzka | Přeposlaná zpráva; Předaná zpráva; Začátek přeposílané zprávy; Přeposláno; Začátek přeposlané zprávy; Začátek předané zprávy; Přeposlaný e-mail',
    footer:
      'Odesláno z; Odesláno ze; Odesláno pomocí; Získat Outlook; Získejte Outlook; Stáhnout Outlook; Odesláno přes; Posláno z; Bez virů; Stáhněte si Outlook',
    end: 's pozdravem; s přátelským pozdravem; děkuji; díky; zdravím; s úctou; hezký den; děkuji a přeji hezký den; s pozdravem a přáním hezkého dne; předem děkuji; mnohokrát děkuji; děkuji za odpověď; přeji; pozdrav; zdraví | důvěrn; adresát; příjemc; omylem; výlučně uvedeným',
  },
  sk: {
    said: 'Dňa; V; Dne | napísal; napísala; napísal(a); píše; napísal/a',
    head: 'Od; Odosielateľ | Odoslané; Dátum; Poslané | Komu; Kópia; Pre | Predmet; Vec',
    mark: 'Pôvodná správa; Pôvodný e-mail; Originálna správa | Preposlaná správa; Začiatok preposlanej správy; Postúpená správa; Preposlané; Odovzdaná správa; Začiatok správy poslanej ďalej; Začiatok preposielanej správy',
    footer:
      'Odoslané z; Odoslané zo; Odoslané pomocou; Získať Outlook; Získajte Outlook; Poslané z; Stiahnuť Outlook; Stiahnite si Outlook',
    end: 's pozdravom; ďakujem; vďaka; pekný deň; s úctou; s pozdravom a prianím pekného dňa; vopred ďakujem; pozdravujem; s priateľským pozdravom; zdravím | dôvern; adresát; príjemc; omylom',
  },
  hu: {
    said: '| írta; ezt írta; írt; a következőt írta; írta (időpont',
    head: 'Feladó; Küldő; Válaszcím | Elküldve; Dátum; Küldve; Küldés ideje | Címzett; Másolat; Másolatot kap; Titkos másolat | Tárgy',
    mark: 'Eredeti üzenet; Eredeti levél; Eredeti e-mail | Továbbított üzenet; Továbbított levél kezdete; Továbbított levél; Továbbított üzenet kezdete',
    footer:
      'Az iPhone-omról; Az iPademről; iPhone-omról küldve; Az Outlook; Outlook beszerzése; Elküldve az; Küldve az; Elküldve a; Küldve a; Küldve iPhone; Küldve Android; Az iOS Outlook; Az iOS-hez készült Outlook; Az Android Outlook; Az Androidhoz készült Outlook; Outlook letöltése; Az Android-eszközömről küldve; Android-eszközömről küldve',
    end: 'üdvözlettel; tisztelettel; köszönettel; köszönöm; üdv; előre is köszönöm; szívélyes üdvözlettel; szép napot; tisztelettel üdvözli; üdvözöl; köszönettel és üdvözlettel; hálásan köszönöm; baráti üdvözlettel | bizalmas; címzett; tévedés; tévesen',
  },
  ro: {
    said: 'În; Pe; La; În data de; La data de; Pe data de; Joi; Luni | a scris; au scris; scrie; a scris următoarele',
    head: 'De la; De; Expeditor; Răspunde la; Expeditorul | Trimis; Data; Data trimiterii; Expediat | Către; La; Pentru; Copie; Destinatar; Destinatarul | Subiect; Subiectul',
    mark: 'Mesaj original; Mesajul original; Mesajul inițial; Mesaj inițial | Mesaj redirecționat; Începutul mesajului redirecționat; Început mesaj redirecționat; Mesaj retransmis; Mesaj înaintat; Începe mesajul redirecționat; Începutul mesajului înaintat; Începutul mesajului retransmis',
    footer:
      'Trimis de pe; Trimis din; Trimis cu; Trimis prin; Obțineți Outlook; Descărcați Outlook; Obține Outlook; Descarcă Outlook; Fără viruși; Preluați Outlook',
    end: 'cu stimă; cu respect; mulțumesc; numai bine; o zi bună; cu drag; salutări; vă mulțumesc; mulțumesc anticipat; cu considerație; salutări cordiale; toate cele bune; cele mai bune urări; mersi; zi frumoasă; cu prietenie | confidenția; destinatar; din greșeală',
  },
  hr: {
    said: 'Dana; Na; U | napisao je; napisala je; je napisao; je napisala; napisao/la je; napisao; napisala; piše; je napisao/la; je napisao(la)',
    head: 'Od; Šalje; Pošiljatelj; Пошиљалац; Pošiljalac | Poslano; Datum; Vrijeme slanja; Poslato | Za; Prima; Kopija; Primatelj; Kome | Predmet; Tema; Naslov',
    mark: 'Izvorna poruka; Originalna poruka; Prvotna poruka | Proslijeđena poruka; Započni proslijeđenu poruku; Prosleđena poruka; Početak proslijeđene poruke; Početak prosleđene poruke',
    footer:
      'Poslano s; Poslano sa; Poslano iz; Poslano putem; Poslato sa; Poslato iz; Preuzmite Outlook; Nabavite Outlook; Nabavi Outlook; Preuzmi Outlook',
    end: 'pozdrav; lijep pozdrav; srdačan pozdrav; s poštovanjem; hvala; lp; unaprijed hvala; pozdravi; s poštovanjem i pozdravom; srdačno; puno hvala; lijepi pozdravi; lep pozdrav; srdačan; unapred hvala; ugodan dan; svako dobro | povjerljiv; primatelj; greškom; poverljiv; primaoc',
  },
  sl: {
    said: 'Dne; V | je napisal; je napisala; napisal; napisala; piše; je napisal(a); je oseba',
    head: 'Od; Pošiljatelj | Poslano; Datum | Za; Kp; Prejemnik; Komu | Zadeva',
    mark: 'Izvirno sporočilo; Prvotno sporočilo; Originalno sporočilo | Posredovano sporočilo; Začetek posredovanega sporočila; Preposlano sporočilo',
    footer:
      'Poslano z; Poslano iz; Poslano s; Poslano prek; Pridobite Outlook; Prenesite Outlook; Pridobi Outlook; Prenesi Outlook',
    end: 'lep pozdrav; lp; s spoštovanjem; hvala; lepo pozdravljeni; prijazen pozdrav; s prijaznimi pozdravi; lepe pozdrave; prijazno pozdravljeni; najlepša hvala; hvala in lep pozdrav; lep dan; pozdrav | zaupn; prejemnik; pomotoma',
  },
  el: {
    said: 'Στις; Την; Τη; Το; Η; Στη | έγραψε; έγραψαν; γράφει; έγραψε τα εξής; ο χρήστης',
    head: 'Από; Αποστολέας | Στάλθηκε; Ημερομηνία; Εστάλη; Αποστολή; Ημ/νία | Προς; Κοιν; Κοινοποίηση; Κοιν. | Θέμα',
    mark: 'Αρχικό μήνυμα; Πρωτότυπο μήνυμα; Αρχικό email | Προωθημένο μήνυμα; Έναρξη προωθημένου μηνύματος; Αρχή προωθημένου μηνύματος; Μήνυμα προς προώθηση',
    footer:
      'Στάλθηκε από; Εστάλη από; Αποστολή από; Απεστάλη από; Λήψη του Outlook; Αποκτήστε το Outlook; Στάλθηκε με; Λήψη Outlook; Κάντε λήψη του Outlook; Απεσταλμένο από',
    end: 'με εκτίμηση; ευχαριστώ; φιλικά; χαιρετισμούς; με φιλικούς χαιρετισμούς; σας ευχαριστώ; ευχαριστώ πολύ; ευχαριστώ εκ των προτέρων; φιλικούς χαιρετισμούς; καλή συνέχεια; με τιμή; καλημέρα σας; σας ευχαριστώ πολύ; χαιρετώ | εμπιστευτικ; παραλήπτη; εκ παραδρομής; από λάθος; αποστολέα; διαγράψ',
  },
  tr: {
    said: '| şunu yazdı; şunları yazdı; yazdı; tarihinde; şöyle yazdı; yazmış',
    head: 'Kimden; Gönderen | Gönderildi; Tarih; Gönderilme Tarihi; Gönderme Tarihi; Gönderim | Kime; Bilgi; Alıcı; Gizli | Konu; Başlık',
    mark: 'Orijinal Mesaj; Özgün İleti; Orijinal İleti; Asıl mesaj; Orjinal mesaj; Özgün Mesaj | Yönlendirilmiş mesaj; İletilmiş mesaj; Yönlendirilen mesaj; İletilen mesaj başlangıcı; İletilen ileti; İleti başlangıcı; Yönlendirilen iletiye başla; İletilen ileti başlangıcı; Yönlendirilen ileti başlangıcı; İletilmiş ileti; Yönlendirilmiş ileti; İletilen mesaj',
    footer:
      "iPhone’umdan gönderildi; iPad'imden gönderildi; Telefonumdan gönderildi; iOS için Outlook; Android için Outlook; Outlook'u; Android cihazımdan K-9",
    end: 'saygılarımla; saygılar; teşekkürler; iyi çalışmalar; sevgiler; selamlar; iyi günler; saygılarımızla; teşekkür ederim; teşekkür ederiz; iyi günler dilerim; kolay gelsin; hoşça kalın; en iyi dileklerimle; sevgilerimle; selam; tşk | gizli; alıcı; yanlışlıkla',
  },
  ru: {
    said: 'В; От | написал; написала; написал(а); пишет; писал; писал(а); пользователь; написали; написал (-а)',
    head: 'От; От кого; Отправитель; Кому ответить | Отправлено; Дата; Послано; Отправлен | Кому; Копия; Получатель; Скрытая копия | Тема',
    mark: 'Исходное сообщение; Исходное письмо; Оригинальное сообщение; Первоначальное сообщение; Пересылаемое письмо | Пересылаемое сообщение; Пересланное сообщение; Начало переадресованного сообщения; Перенаправленное сообщение; Пересылаемое письмо; Начало пересылаемого сообщения; Переадресованное сообщение; Пересланное письмо; Это пересылаемое сообщение',
    footer:
      'Отправлено с; Отправлено из; Отправлено от; Отправлено через; Скачать Outlook; Получить Outlook; Отправлено при помощи; Послано с; Без вирусов; Получите Outlook; Загрузить Outlook; Загрузите Outlook; Скачайте Outlook; Простите за краткость, создано в',
    end: 'с уважением; спасибо; всего доброго; с наилучшими пожеланиями; благодарю; удачи; всего хорошего; с ув; с наилучшими; большое спасибо; заранее спасибо; с уважением и благодарностью; хорошего дня; с приветом; искренне ваш; спс; всего наилучшего; заранее благодарю; до свидания | конфиденциальн; получател; по ошибке; адресат; ошибочно',
  },
  uk: {
    said: 'В; У; О; Від | написав; написала; написав(ла); пише; писав; написав(-ла); користувач; написали',
    head: 'Від; Від кого; Відправник | Надіслано; Дата; Відправлено; Надісланий | Кому; Копія; До; Одержувач; Отримувач | Тема',
    mark: 'Вихідне повідомлення; Оригінальне повідомлення; Початкове повідомлення; Вихідне лист | Переслане повідомлення; Початок листа, що пересилається; Переслано; Початок переадресованого повідомлення; Пересланий лист; Перенаправлене повідомлення; Переадресоване повідомлення; Початок пересланого листа; Початок пересланого повідомлення',
    footer:
      'Надіслано з; Відправлено з; Надіслано від; Надіслано за допомогою; Відправлено через; Отримати Outlook; Завантажити Outlook; Надіслано через; Отримайте Outlook; Завантажте Outlook',
    end: 'з повагою; дякую; щиро дякую; з найкращими побажаннями; гарного дня; вдячний; з пов; щиро; дуже дякую; наперед дякую; гарного вечора; усього найкращого; з щирою повагою; з вдячністю; до побачення; щиро ваш | конфіденційн; одержувач; отримувач; помилково',
  },
  bg: {
    said: 'На; В; Във | написа; написала; написал; пише; написаха',
    head: 'От; Подател; Изпращач | Изпратено; Дата; Изпратен | До; Копие; Получател; Към | Относно; Тема',
    mark: 'Оригинално съобщение; Първоначално съобщение; Оригинално писмо | Препратено съобщение; Начало на препратеното съобщение; Препратено писмо; Начало на препратено съобщение',
    footer:
      'Изпратено от; Изпратено с; Изпратено чрез; Изпратено през; Вземете Outlook; Изтеглете Outlook; Получаване на Outlook; Вземи Outlook; Изтегли Outlook',
    end: 'поздрави; с уважение; благодаря; сърдечни поздрави; хубав ден; мерси; с най-добри пожелания; с поздрав; много благодаря; предварително благодаря; приятен ден; поздрав; сърдечно; лек ден | поверителн; получател; по погрешка',
  },
  ca: {
    said: 'El; El dia; En data | va escriure; missatge de; ha escrit; escrigué; escriu; va enviar',
    head: 'De; Remitent; Respon a; Des de | Enviat; Data; Enviat el | Per a; A; Per; Destinatari; Còpia | Assumpte; Tema',
    mark: 'Missatge original; Correu original | Missatge reenviat; Inici del missatge reenviat; Missatge transmès; Comença el missatge reenviat',
    footer:
      "Enviat des; Enviat de l'; Enviat del meu; Enviat amb; Obteniu Outlook; Enviat per; Obteniu l'Outlook; Baixeu Outlook; Baixeu l'Outlook; Aconsegueix l'Outlook; Obtén l'Outlook",
    end: 'salutacions; una salutació; atentament; gràcies; moltes gràcies; cordialment; salut; una abraçada; moltes salutacions; cordials salutacions; gràcies per avançat; ben cordialment; records; una salutació cordial; gràcies i salutacions | confidencial; destinatari; per error',
  },
  ja: {
    said: '| のメッセージ; が書きました; は書きました; さんは書きました; さんのメール; のメール; さんからのメッセージ; より',
    head: '差出人; 送信者; 差出人名; 返信先; 送信元 | 送信日時; 日付; 日時; 送信日; 送信済み | 宛先; 受信者; 送信先 | 件名',
    mark: '元のメッセージ; オリジナルメッセージ; 元のメール; 返信元メッセージ | 転送されたメッセージ; 転送メッセージ; 転送メール; 以下は転送されたメッセージです; メッセージを転送; メッセージの転送; メッセージを転送します',
    footer:
      'iPhoneから送信; iOS 版 Outlook; Android 版 Outlook; iOS版 Outlook; Outlook for iOS; iPadから送信; 私のiPhoneから送信; Androidから送信; Outlook for; Yahoo!メール; スマートフォンから送信; Galaxyから送信; から送信; iOS版Outlook; Android版Outlook',
    end: 'よろしくお願いします; よろしくお願いいたします; 以上; 敬具; 宜しくお願いします; 宜しくお願いいたします; 宜しくお願い致します; よろしくお願い致します; どうぞよろしくお願いいたします; 何卒よろしくお願い申し上げます; よろしくお願い申し上げます; ありがとうございます; ありがとうございました; 以上、よろしくお願いいたします; 以上、よろしくお願いします; 草々; かしこ | 機密; 受信者; 誤って; 誤送信; 送信者; 破棄',
  },
  zh: {
    said: '在 | 写道; 寫道; 写了; 寫了; 写到; 來信; 撰写; 的来信; 已寫入',
    head: '发件人; 寄件者; 寄件人; 發件人; 回复至; 回复; 從; 来自 | 发送时间; 发件时间; 發件時間; 日期; 傳送時間; 寄件日期; 发送日期; 時間; 时间; 發送時間; 已发送 | 收件人; 收件者; 抄送; 副本; 密送; 到 | 主题; 主旨; 主題',
    mark: '原始邮件; 邮件原件; 原始郵件; 原邮件; 回复的原邮件; 原始信件; 原郵件; 原始訊息; 回复的邮件; 原始信息; 原始消息; 原邮件信息; 原始邮件信息 | 转发的邮件; 轉寄郵件; 转发邮件; 轉寄的郵件; 转发邮件信息; 转发的原邮件; 开始转发的邮件; 轉寄訊息; 被转发邮件信息; 已转发邮件; 轉發的郵件; 开始转发邮件; 開始轉寄郵件; 下面是被转发的邮件; 下面是转发的邮件; 转发的消息; 開始轉寄訊息; 轉寄的訊息; 已轉寄郵件; 以下是轉寄的郵件',
    footer:
      '发自我的; 發自我的; 從我的; 我的 iPhone; 来自我的; 傳送自; 寄自我的; 发送自; 從; 发送自我的; 获取 Outlook; 取得 Outlook; 下载 Outlook; 下載 Outlook; 获取适用于; 取得適用於; 发自 Outlook; 取得 iOS 版 Outlook; 取得 Android 版 Outlook; 下載適用於 iOS 的 Outlook; 下載適用於 Android 的 Outlook; 下载适用于 iOS 的 Outlook; 下载适用于 Android 的 Outlook; 寄自 Windows',
    end: '此致; 谢谢; 謝謝; 祝好; 顺祝商祺; 此致敬礼; 此致 敬礼; 敬礼; 敬上; 谨上; 顺颂商祺; 顺祝商安; 祝您工作顺利; 祝好运; 多谢; 感谢; 非常感谢; 謹上; 敬祝; 順頌商祺; 此致敬禮; 敬啟; 感謝; 多謝; 祝您生活愉快 | 保密; 收件人; 机密; 機密; 错收; 误收; 誤收; 立即通知',
  },
  ko: {
    said: '| 작성; 님이 작성; 님이 작성한 메시지; 님이 씀; 썼습니다; 님의 메시지; 작성함; 님이 다음과 같이 썼습니다; 이(가) 쓴 글; 쓴 글',
    head: '보낸 사람; 보낸사람; 발신자; 발신; 보낸이 | 보낸 날짜; 날짜; 보낸 시간; 보낸날짜; 발송일; 일시 | 받는 사람; 받는사람; 수신자; 참조; 받는이; 수신 | 제목',
    mark: '원본 메시지; 원본 메일; 원본메일; 원본 이메일 | 전달된 메시지; 전달 메시지; 전달된 메일; 전달받은 메시지; 전달된 메시지 시작',
    footer:
      '나의 iPhone에서 보냄; 내 iPhone에서 보냄; 나의 iPad에서 보냄; Android용; iOS용; 내 갤럭시; 나의 갤럭시; 갤럭시에서; 에서 보냄; Galaxy에서; Outlook for',
    end: '감사합니다; 고맙습니다; 드림; 감사드립니다; 대단히 감사합니다; 수고하세요; 안녕히 계세요; 잘 부탁드립니다; 부탁드립니다; 올림; 배상 | 기밀; 수신자; 잘못',
  },
  ar: {
    said: 'في; بتاريخ; يوم | كتب; كتبت; تمت كتابة ما يلي بواسطة; تمت كتابة; كتب ما يلي; بواسطة; أرسل',
    head: 'من; المرسل | تاريخ الإرسال; التاريخ; أرسلت; تم الإرسال; تاريخ; الإرسال | إلى; نسخة; نسخة إلى; المستلم | الموضوع; موضوع',
    mark: 'الرسالة الأصلية; رسالة أصلية; البريد الأصلي | رسالة معاد توجيهها; الرسالة المحولة; بداية الرسالة المعاد توجيهها; رسالة محولة; الرسالة المعاد توجيهها; بدء الرسالة المعاد توجيهها',
    footer:
      'أرسلت من; مرسل من; تم الإرسال من; تم إرساله من; الحصول على Outlook; احصل على Outlook; أرسل من; تم الارسال; تم إرسالها من',
    end: 'مع التحية; شكرا; تحياتي; مع أطيب التحيات; وشكرا; مع الشكر; مع خالص التحية; وتفضلوا بقبول فائق الاحترام; شكرا جزيلا; شكرا لكم; مع فائق الاحترام; تقبلوا تحياتي; والسلام; تحياتنا | سري; المستلم; عن طريق الخطأ; المرسل إليه; بالخطأ; إبلاغ; إخطار',
  },
  he: {
    said: 'בתאריך; ב; ביום | כתב; כתבה; כתב/ה; כתבו; מאת; כותב; נכתב על ידי',
    head: 'מאת; מ; השולח; שולח | נשלח; תאריך; נשלח ב; נשלח בתאריך | אל; עותק; לכבוד; ל; העתק | נושא; הנדון',
    mark: 'הודעה מקורית; ההודעה המקורית; דואר מקורי | הודעה שהועברה; תחילת ההודעה שהועברה; הודעה מועברת; דואר שהועבר; תחילת הודעה מועברת',
    footer:
      'נשלח מה; נשלח מ; נשלח באמצעות; נשלח מהאייפון; קבל את Outlook; השג את Outlook; הורד את Outlook; להורדת Outlook',
    end: 'בברכה; תודה; תודה רבה; בכבוד רב; תודה מראש; בתודה; בברכה ותודה; בידידות; תודה ויום נעים; המון תודה; יום טוב; יום נעים; בכבוד | סודי; נמען; בטעות; חסוי; לשולח; מחק',
  },
  vi: {
    said: 'Vào; Vào lúc; Ngày; Lúc; Trong | đã viết; viết; đã gửi',
    head: 'Từ; Người gửi | Đã gửi; Ngày; Gửi lúc; Ngày gửi; Đã gửi lúc | Đến; Tới; Người nhận; Gửi đến; Đồng gửi; Cho | Chủ đề; Tiêu đề',
    mark: 'Thư gốc; Tin nhắn gốc; Thư ban đầu; Nội dung gốc | Thư đã chuyển tiếp; Thư được chuyển tiếp; Tin nhắn được chuyển tiếp; Bắt đầu thư được chuyển tiếp; Thư chuyển tiếp; Tin nhắn đã chuyển tiếp; Bắt đầu thư chuyển tiếp',
    footer:
      'Đã gửi từ; Được gửi từ; Gửi từ; Đã gửi bằng; Tải Outlook; Nhận Outlook; Lấy Outlook; Tải xuống Outlook',
    end: 'trân trọng; cảm ơn; thân mến; xin cảm ơn; trân trọng cảm ơn; cảm ơn bạn; xin chân thành cảm ơn; chân thành cảm ơn; kính thư; trân trọng kính chào; thân ái | bảo mật; người nhận; nhầm',
  },
  ...FURTHER_LANGUAGES,
};
