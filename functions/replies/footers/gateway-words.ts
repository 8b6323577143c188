import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { isRuler } from '../reply-line.ts';

/** Words of gateways and virus scanners in the languages that these are sold in. Folded; stems where words are inflected. */

/** Gateways and scanners also draw rulers of hashes. */
export const isGatewayRuler = (body: string): boolean => isRuler(body) || /^#[# ]{2,}$/.test(body);

/** Outlook's note about a new sender, in our languages. */
export const RARE_SENDER = foldPattern(
  /(?<!(?:^|\s)i )(?:don't|do not) (?:often|usually) get (?:e-?mail|mail) from|non si ricevono spesso (?:messaggi|mail|e-mail|posta)|non ricev(?!o )\S{1,4} spesso (?:messaggi|mail|e-mail|posta)|sie erhalten (?:nicht|nur selten|selten) (?:oft |haufig )?(?:eine? )?(?:e-mails?|nachrichten)|vous (?:n'obtenez|ne recevez|n'avez) pas souvent|no suele recibir|no recibe (?:a menudo|con frecuencia)|nao costuma receber|nao recebe e-?mails? com frequencia|(?:u|je) (?:ontvangt|krijgt) niet vaak|nie otrzymujesz czesto|nieczesto otrzymujesz|du far (?:inte|ikke) (?:ofta|ofte)|du modtager ikke ofte|et saa usein|nedostavate casto|casto nedostavate|nem gyakran kap|nu primiti des|nu primiti adesea|ne dobivate cesto|siz(?:e)? .{0,40}sik sik e-?posta|вы нечасто получаете|вы не часто получаете|ви нечасто отримуєте|не получавате често|δεν λαμβανετε συχνα|からのメールを受け取ることは(?:あまり|ほとんど)|通常不会收到|您不常收到|不常收到|자주 받지 않|لا تتلقى .{0,30}في كثير|אינך מקבל .{0,40}לעתים קרובות|khong thuong xuyen nhan/,
);
/** "From outside": what a banner says about the mail, in our languages. */
export const OUTSIDE = foldPattern(
  /^\W{0,6}external:|outside (?:of )?(?:the|your|our|this|my)? ?[\p{L}&' -]{0,40}?(?:organi[sz]ation|company|network|domain|university|institution|firm|group|business|agency|tenant)|untrusted sender|not previously corresponded|external (?:e-?mail|sender|mail|source|message|party|recipient)|(?:e-?mail|message|sender) (?:is |was |comes |sent )?(?:from an )?external|originated (?:from )?outside|esterno all|(?:mittente|mail|e-mail|messaggio) estern|dall'esterno|au(?:ss|ß)erhalb (?:der|ihrer|unserer|des|von)|extern(?:e|er|en|es)? (?:e-?mail|mail|absender|nachricht|quelle|afzender|bericht|avsandare|afsender|avsender)|von extern|(?:exterieur|externe) (?:a|de) (?:l'|votre|notre)|expediteur externe|(?:courriel|mail|message|e-mail) externe|fuera de (?:la|su|nuestra|tu) (?:organizacion|empresa|red|compania)|(?:remitente|correo|mensaje) externo|fora d[ae] (?:sua |nossa )?(?:organizacao|empresa|instituicao)|(?:remetente|e-?mail|mensagem) extern|buiten (?:de|uw|onze|je) (?:organisatie|bedrijf)|z zewnatrz|spoza (?:organizacji|firmy|twojej|naszej)|zewnetrzn|utanfor (?:organisationen|din|var|foretaget)|uden for (?:organisationen|din|virksomheden)|uten(?:for)? (?:for )?(?:organisasjonen|din|virksomheten)|organisaation ulkopuol|ulkopuolinen lahettaja|mimo (?:organizac|vas|spolecnost|firmu)|extern(?:i|y|iho) (?:e-?mail|odesilatel|odosielatel)|szervezeten kivul|kulso felado|din afara (?:organizatiei|companiei)|expeditor extern|izvan (?:organizacije|tvrtke)|izven organizacije|kurulus(?:unuz)?(?:un)? disindan|harici (?:gonderen|e-?posta)|из-за пределов|внешн(?:ий|его|ее|яя) (?:отправител|письм|почт)|з-за меж|зовнішн(?:ій|ього|є) (?:відправник|лист)|извън (?:организацията|компанията)|εκτος (?:του )?οργανισμου|εξωτερικο(?:ς|ν)? (?:αποστολεα|μηνυμα|email)|組織外|社外|外部(?:の|から|电子邮件|发件人|邮件|郵件|寄件)|外部|组织外部|외부 (?:발신자|메일|이메일|사용자)|조직 외부|خارج (?:المؤسسة|المنظمة|الشركة|مؤسستك)|خارجي|מחוץ לארגון|שולח חיצוני|ben ngoai to chuc|fora de l'organitzacio|remitent extern/u,
);
/** "Caution": how a banner begins, or what it warns against. */
export const BEWARE = foldPattern(
  /^\W{0,6}(?:caution|warning|attention|alert|external|notice|important|achtung|vorsicht|warnung|hinweis|attenzione|avviso|avvertenza|prudence|avertissement|mise en garde|atencion|precaucion|advertencia|aviso|atencao|cuidado|let op|waarschuwing|opgelet|uwaga|ostrzezenie|varning|obs|advarsel|forsigtig|huomio|varoitus|upozorneni|pozor|varovani|upozornenie|varovanie|figyelem|figyelmeztetes|atentie|avertisment|upozorenje|oprez|opozorilo|dikkat|uyari|внимание|осторожно|увага|обережно|внимание|προσοχη|προειδοποιηση|注意|警告|주의|경고|تنبيه|تحذير|אזהרה|זהירות|can than|canh bao|atencio|extern|this (?:e-?mail|message) (?:is|was|comes|came|originated|has been sent) )/,
);
/** "This": a banner speaks of the mail that it stands in. Folded, in our languages. */
export const THIS = foldPattern(
  /(?<!\p{L})(?:this|questa?|il presente|la presente|diese[rs]?|cet(?:te)?|ce|est[ae]|dies|dit|deze|ta|ten|niniejsz\p{L}{1,3}|tento|tato|toto|detta|det har|denne|dette|tama|ez|ezt|acest|acesta|ova|ovaj|to sporocilo|bu|это|этот|данное|цей|це|това|този|αυτο|aquest|thu nay|email nay)(?!\p{L})|この|本メール|[此本该該这這](?:电子|電子)?[邮郵信]|이 ?(?:메일|메시지|이메일)|본 ?메일|هذ|(?:הודעה|מייל|דואר) ?(?:אלקטרוני )?(?:זו|זה)/u,
);
export const CLICK = foldPattern(
  /(?:do not|don't|never) (?:click|open|reply|respond|trust)|click(?:ing)? (?:on )?(?:any )?links?|links? or (?:open )?attachments?|before (?:you )?click|(?:caution|care) with (?:any )?(?:links|attachments)|open(?:ing)? (?:any )?attachments?|non (?:cliccare|fare clic|aprire)|fare clic|allegat|klicken sie|offnen sie|anhang|links oder|ne cliquez|cliquer|pieces jointes|n'ouvrez|no haga clic|hacer clic|adjuntos|nao clique|clique em|anexos|klik niet|klikt? op|bijlagen|nie klikaj|nie otwieraj|za[lł]acznik|klicka|bilagor|klik ikke|vedh(?:ae|æ)ft|klikk ikke|vedlegg|linkkej|liitteit|neklikejte|neotvirejte|neotvarajte|priloh|ne kattintson|melleklet|nu faceti clic|nu accesati|atasament|nemojte klikati|privit|ne klikajte|prilog|priponk|tiklamayin|baglanti|не переходите|не открывайте|вложени|не відкривайте|вкладен|не отваряйте|прикачен|μην (?:κανετε κλικ|ανοιγετε)|συνημμεν|クリックしない|添付|リンク|请勿点击|不要点击|请勿打开|附件|클릭하지|첨부|لا تنقر|المرفقات|אל תלחצ|קבצים מצורפים|khong nhap|khong mo|no feu clic|adjunts/,
);
export const ABOUT_MAIL = foldPattern(
  /e-?mail|mail|message|sender|messaggio|mittente|nachricht|absender|courriel|expediteur|correo|mensaje|remitente|mensagem|remetente|bericht|afzender|wiadomosc|nadawc|meddel|mejl|avsandar|afsender|avsender|viesti|lahettaj|zprav|sprav|odesilatel|odosielatel|uzenet|level|felado|mesaj|expeditor|poruk|posiljatelj|sporocil|ileti|e-?posta|gonderen|письм|сообщени|отправител|лист|повідомлен|відправник|писмо|съобщени|μηνυμα|αποστολεα|メール|送信者|邮件|郵件|发件人|寄件者|메일|메시지|발신자|رسالة|المرسل|البريد|הודעה|דוא|thu|e-?post|sahkopost|email|missatge|correu|remitent/,
);
/** How a scanner's note begins: "This mail was scanned …", "No virus found". */
export const SCANNER_START = foldPattern(
  /^\W{0,4}(?:no viruse?s? (?:was |were |has been |have been )?(?:found|detected)|virus[- ]?free|(?:this|the) (?:incoming |outgoing )?(?:e-?mail|message)(?: message)? (?:has been|was|is|have been) (?:automatically |malware )?(?:scanned|checked|certified|analy[sz]ed|protected|verified|cleaned)|(?:scanned|checked|protected|certified|verified|cleaned) (?:for viruses )?by|this (?:e-?mail|message) is (?:virus[- ]free|free (?:from|of) virus)|nessun virus|quest[ao] (?:e-?mail|messaggio|mail) (?:e'? stat[oa]|non contiene|e priv[oa])|(?:il )?messaggio e stato controllato|(?:controllato|verificato) da|priv[oa] di virus|es wurden? kein(?:e|en)? vir|kein(?:e)? vir(?:us|en)|diese (?:e-?mail|nachricht) (?:wurde|ist|enthalt)|die nachricht wurde|(?:uber|ge)pruft (?:von|durch)|virenfrei|(?:message|e-?mail) scanned by|click .{0,200}to report this (?:e-?mail|message) as spam|aucun virus|(?:l'absence de virus|ce (?:message|courrier|courriel|mail)[^.]{0,40}(?:a ete|ne contient))|(?:analyse|verifie) (?:effectuee )?par|(?:garanti )?sans virus|no se (?:han encontrado|encontraron|ha encontrado) virus|este (?:correo|mensaje)[^.]{0,30} (?:ha sido|esta|no contiene)|el (?:software|programa) (?:de )?antivirus|(?:comprobado|analizado) por|libre de virus|nenhum virus|este (?:e-?mail|mensagem)[^.]{0,30} (?:foi|esta)|esta mensagem foi|o software (?:de )?antivirus|(?:verificado|analisado) por|livre de virus|sem virus|geen virus|(?:deze|dit) (?:e-?mail|bericht) (?:is|werd) |gecontroleerd door|virusvrij|nie znaleziono wirus|ta wiadomosc (?:e-?mail )?(?:zosta[lł]a|jest)|(?:wiadomosc|poczta) zosta[lł]a sprawdzona|sprawdzone przez|wolny od wirusow|inga virus|det har (?:meddelandet|mejlet|e-postmeddelandet)|detta (?:meddelande|e-?post)|denne (?:e-?mail|meddelelse|besked|e-post|melding) |ingen virus|virusfri|viesti on tarkistettu|tama (?:viesti|sahkoposti)|zadne viry|tato zprava byla|tento e-?mail (?:byl|bol)|bez viru|tato sprava bola|zkontrolovano|skontrolovane|nem talalhato virus|az uzenetet|ezt (?:az )?(?:e-?mailt|uzenetet)|virusmentes|acest (?:e-?mail|mesaj) a fost|niciun virus|fara virusi|ova (?:poruka|e-?posta) je|nema virusa|to sporocilo je|bu (?:e-?posta|ileti|mesaj)[^.]{0,60}(?:virus|taran)|virus (?:bulunamadi|icermez)|вирусов (?:не|нет)|вирусы не|(?:это|данное) (?:письмо|сообщение)[^.]{0,40}(?:провер|вирус)|проверено|без вирусов|(?:цей|це) (?:лист|повідомлення)[^.]{0,40}(?:перевір|вірус)|вірусів не|това (?:писмо|съобщение)[^.]{0,40}провер|αυτο το (?:email|μηνυμα)[^.]{0,40}(?:ελεγχ|ιους)|χωρις ιους|このメール[^。]{0,40}(?:ウイルス|スキャン)|ウイルス|此(?:电子)?邮件[^。]{0,40}病毒|未发现病毒|没有病毒|이 (?:메일|메시지)[^.]{0,40}바이러스|바이러스 (?:없음|가 없)|information from eset|informa\S{2,6} (?:da|von|de|van|od) eset|informace od|informacja programu eset)/,
);
/** The names of scanners. */
export const SCANNER_NAME = foldPattern(
  /avg|avast|eset|nod32|kaspersky|касперск|mcafee|norton|symantec|bitdefender|avira|panda|f-secure|sophos|trend ?micro|mailscanner|barracuda|mimecast|proofpoint|messagelabs|clamav|spamassassin|comodo|g data|drweb|dr\.web|malwarebytes|fortinet|fortimail|vipre|zonealarm|webroot|checkpoint|360|mailmarshal|mailguard|report this (?:e-?mail|message)|websense|forcepoint|anti-?vir|esva|e-?mail security/,
);
/** "My antivirus", or that something stopped the mail: a note says neither. */
export const OWN_SCANNER = foldPattern(
  /(?<!\p{L})(?:my|our|your|mio|nostro|vostro|tuo|suo|mein\p{L}{0,2}|unser\p{L}{0,2}|ihr\p{L}{0,2}|eure\p{L}?|mon|notre|votre|mi|tu|su|nuestro|vuestro|meu|nosso|vosso|seu|mijn|onze|uw|jouw|moj\p{L}{0,2}|mym|nasz\p{L}{0,2}|wasz\p{L}{0,2}|mitt?|vart|ert|vores|jeres|мо[йи]м?|наш\p{L}{0,2}|ваш\p{L}{0,2}) (?:\p{L}{1,20} )?(?:anti-?vir|viru|vire|антив|вирус)|(?<!\p{L})(?:blocca|bloqu|block|geblock|blokk|zablok|заблок|stopp[ae]|tegengehouden|geloscht|rifiutat|reject|quaranti)/u,
);
/** What scanners look for. */
export const VIRUS = foldPattern(
  /viru|wirus|infett|vire[ns]|viry|вирус|вірус|ιους|ウイルス|病毒|바이러스|فيروس|וירוס/,
);
export const DETAIL = foldPattern(
  /^\W{0,4}(?:version|versione|versi|wersja|verze|verzia|versio|версия|версія|バージョン|版本|virus[- ]?data|database|checked by|scanned by|(?:controllato|verificato) da|(?:uber|ge)pruft (?:von|durch)|(?:analyse|verifie) (?:effectuee )?par|(?:comprobado|analizado|verificado|analisado) por|gecontroleerd door|sprawdzone przez|zkontrolovano|for more information|for more info|please visit|per (?:ulteriori|maggiori) informazioni|weitere informationen|pour plus d'informations|para (?:mas|mais|obter)|meer informatie|wiecej informacji|www\.|https?:|<https?:|believed to be|en busca de virus|y se considera|dangerous content|powered by|service|the message was checked|il messaggio e stato|le message a ete|die nachricht wurde|el mensaje)/,
);
const MAX_LABEL_CHARS = 100;
/** Who may read a mail, in our languages. Folded. */
const LEVEL =
  /(?:public|internal|confidential|restricted|private|proprietary|general|official|business|intern[aoe]?|interne|pubblic[oa]|public[oa]|publique|publiek|confidencial|confidentiel|riservat[oa]|vertraulich|offentlich|vertrouwelijk|publiczn[ae]|wewnetrzn[ae]|poufn[ae])/
    .source;
/**
 * A label of who may read a mail, from the gateway or the program of its author's company: `[AMD Official Use Only - General]`,
 * `Classification: Internal`, `TLP:AMBER`. "For internal use only" may be somebody's answer.
 */
const CLASSIFIED = new RegExp(
  [
    `^\\[(?:\\S{1,20} )?${LEVEL}(?: use)?(?: only)?(?: - [^[\\]]{1,40})?\\]$`,
    `^(?:(?:information |data |document )?(?:classification|sensitivity|klassifizierung|einstufung|classificazione|clasificacion|classificacao|classificatie|klasyfikacja) ?:|classified as) (?:\\S{1,12} )?${LEVEL}(?: (?:business )?use(?: only)?)?$`,
    `^(?!for )\\S{1,20} (?:official|internal|business) use only$`,
    '^internal use - confidential$',
    '^tlp ?: ?(?:clear|white|green|amber(?:[+]strict)?|red)$',
  ].join('|'),
);

/** "Juniper Business Use Only" is written as a title; "Strictly internal use only" may be somebody's answer. */
export const isClassification = (line: string): boolean =>
  line.length <= MAX_LABEL_CHARS && CLASSIFIED.test(foldText(line)) && !line.endsWith('use only');
