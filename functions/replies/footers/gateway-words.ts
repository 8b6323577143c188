import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { isRuler } from '../reply-line.ts';

/** Words of gateways and virus scanners in the languages that these are sold in. Folded; stems where words are inflected. */

/** Gateways and scanners also draw rulers of hashes. */
export const isGatewayRuler = (body: string): boolean => isRuler(body) || /^#[# ]{2,}$/.test(body);

/** Outlook's note about a new sender, in our languages. The later wordings, which people also use, count where the note says that this is important. */
export const RARE_SENDER = foldPattern(
  /(?<!(?:^|\s)i )(?:don't|do not) (?:often|usually) get (?:e-?mail|mail) from|non si ricevono spesso (?:messaggi|mail|e-mail|posta)|non ricev(?!o )\S{1,4} spesso (?:messaggi|mail|e-mail|posta)|sie erhalten (?:nicht|nur selten|selten) (?:oft |haufig )?(?:eine? )?(?:e-mails?|nachrichten)|vous (?:n'obtenez|ne recevez|n'avez) pas souvent|no suele recibir|no recibe (?:a menudo|con frecuencia)|nao costuma receber|nao recebe e-?mails? com frequencia|(?:u|je) (?:ontvangt|krijgt) niet vaak|nie otrzymujesz czesto|nieczesto otrzymujesz|du far (?:inte|ikke) (?:ofta|ofte)|du modtager ikke ofte|et saa usein|nedostavate casto|casto nedostavate|nem gyakran kap|nu primiti des|nu primiti adesea|ne dobivate cesto|siz(?:e)? .{0,40}sik sik e-?posta|вы нечасто получаете|вы не часто получаете|ви нечасто отримуєте|не получавате често|δεν λαμβανετε συχνα|からのメールを受け取ることは(?:あまり|ほとんど)|通常不会收到|不常收到|자주 받지 않|لا تتلقى .{0,30}في كثير|אינך מקבל .{0,40}לעתים קרובות|khong thuong xuyen nhan|(?:erhalten (?:nicht oft|haufig keine) e-?mails von|ne recoivent pas souvent|no suelen recibir|no recib(?:e|es) correos?(?: electronicos?)? con frecuencia|spesso non (?:si )?ricevono (?:messaggi|posta|e-?mail)|nao costumam receber|nao (?:obtem|recebe) (?:com frequencia e-?mails?|e-?mails? com frequencia)|ontvangen niet vaak|nie otrzymuja czesto|du far inte e-?post ofta|(?:personer|noen|nogle|vissa) .{0,60}far (?:inte|ikke) (?:e-?post )?(?:ofta|ofte)|eivat usein saa|(?:casto nedostavaji|neziskavate casto)|nedostavate e-?mail\p{L}{0,2} casto|ritkan kap e-?mail|nu primiti frecvent|de obicei nu primiti|ne prejemate pogosto|ne dobijate cesto|adresinden (?:sik sik|genellikle) e-?posta|genellikle .{1,60} e-?posta almazsiniz|нечасто получают|ви не часто отримуєте|אין קבלת .{0,40}לעתים קרובות|لا (?:تحصل|تتلقى) غالبا|メールを受け取る頻度は高くありません|^通常.{0,80}メールを受け取ることはありません|자주 받지 못합니다|不经常收到|thuong khong nhan duoc e-?mail|ไม่ได้รับอีเมลจาก .{0,80}บ่อย|anda (?:tidak sering|jarang) menerima|no acostumeu a rebre|teile ei saadeta sageli|biezi nesanemat|ne ?daznai gaunate)(?=.*(?:importan|wichtig|belangrijk|wazne|vi[kg]tig|tarkeaa|[dv][uo]lezit|fontos|pomemb|vazno|onemli|важно|важливо|חשוב|اهمية|重要|중요|quan trong|สำคัญ|penting|olulin|svarig|svarbu))/u,
);
/** "From outside": what a banner says about the mail, in our languages. */
export const OUTSIDE = foldPattern(
  /^\W{0,6}external:|outside (?:of )?(?:the|your|our|this|my)? ?[\p{L}&' -]{0,40}?(?:organi[sz]ation|company|network|domain|university|institution|firm|group|business|agency|tenant)|untrusted sender|not previously corresponded|external (?:e-?mail|sender|mail|source|message|party|recipient)|(?:e-?mail|message|sender) (?:is |was |comes |sent )?external(?! to (?!(?:the|your|our) (?:organi|company|network)))|from an external (?:account|address|domain|organi[sz]ation|contact|system|server|network|user|location|entity)|originated (?:from )?outside|esterno all|(?:mittente|mail|e-mail|messaggio) estern|dall'esterno|au(?:ss|ß)erhalb (?:der|ihrer|unserer|des|von)|extern(?:e|er|en|es)? (?:e-?mail|mail|absender|nachricht|quelle|afzender|bericht|avsandare|afsender|avsender)|ekstern (?:e-?mail|mail|e-?post|afsender|avsender|kilde)|von extern|(?:exterieur|externe) (?:a|de) (?:l'|votre|notre)|expediteur externe|(?:courriel|mail|message|e-mail) externe|fuera de (?:la|su|nuestra|tu) (?:organizacion|empresa|red|compania)|(?:remitente|correo|mensaje) externo|fora d[ae] (?:sua |nossa )?(?:organizacao|empresa|instituicao)|(?:remetente|e-?mail|mensagem) extern|buiten (?:de|uw|onze|je) (?:organisatie|bedrijf)|z zewnatrz|spoza (?:organizacji|firmy|twojej|naszej)|zewnetrzn|utanfor (?:organisationen|din|var|foretaget)|uden for (?:organisationen|din|virksomheden)|uten(?:for)? (?:for )?(?:organisasjonen|din|virksomheten)|organisaation ulkopuol|ulkopuolinen lahettaja|mimo (?:organizac|vas|spolecnost|firmu)|extern(?:i|y|iho) (?:e-?mail|odesilatel|odosielatel)|szervezeten kivul|kulso felado|din afara (?:organizatiei|companiei)|expeditor extern|izvan (?:organizacije|tvrtke)|izven organizacije|kurulus(?:unuz)?(?:un)? disindan|harici (?:gonderen|e-?posta)|из-за пределов|внешн(?:ий|его|ее|яя) (?:отправител|письм|почт)|з-за меж|зовнішн(?:ій|ього|є) (?:відправник|лист)|извън (?:организацията|компанията)|εκτος (?:του )?οργανισμου|εξωτερικο(?:ς|ν)? (?:αποστολεα|μηνυμα|email)|組織外|社外|外部|외부 ?(?:발신자|메일|이메일|사용자)|조직 외부|خارج (?:المؤسسة|المنظمة|الشركة|مؤسستك)|خارجي|מחוץ לארגון|שולח חיצוני|ben ngoai to chuc|fora de l'organitzacio|remitent extern|origem externa|externeho (?:odosielatel|odesilatel)|външен (?:подател|изпращач|източник)|(?:vanjsk|spoljn|zunanj)\p{L}{1,3} posilja|(?:kurum|sirket)\p{L}{0,6} disindan|harici bir gonderici|외부에서 (?:발송|전송|수신)|dari luar (?:organisasi|perusahaan)|ภายนอกองค์กร|valjastpoolt (?:organisatsiooni|ettevotet)|valissaatja|no arpuses|arpus organizacijas|isorini\p{L}{1,2} siuntej/u,
);
/** "Caution": how a banner begins, or what it warns against. */
export const BEWARE = foldPattern(
  /^\W{0,6}(?:(?:security|phishing|e-?mail|cyber ?security|it) )?(?:be (?:careful|cautious)|caution|warning|attention|alert|external|notice|important|achtung|vorsicht|warnung|hinweis|attenzione|avviso|avvertenza|prudence|avertissement|mise en garde|atencion|precaucion|advertencia|aviso|atencao|cuidado|let op|waarschuwing|opgelet|uwaga|ostrzezenie|varning|obs|advarsel|forsigtig|huomio|varoitus|upozorneni|pozor|varovani|upozornenie|varovanie|figyelem|figyelmeztetes|atentie|avertisment|upozorenje|oprez|opozorilo|dikkat|uyari|внимание|осторожно|увага|обережно|προσοχη|προειδοποιηση|注意|警告|주의|경고|تنبيه|تحذير|אזהרה|זהירות|can than|canh bao|atencio|peringatan|perhatian|คำเตือน|tahelepanu|hoiatus|uzmanibu|bridinajums|demesio|ispejimas|extern|this (?:e-?mail|message) (?:is|was|comes|came|originated|has been sent) )/,
);
/** "This": a banner speaks of the mail that it stands in. Folded, in our languages. */
export const THIS = foldPattern(
  /(?<!\p{L})(?:this|quest[ao]|il presente|la presente|diese[rs]?|cet(?:te)?|ce|est[ae]|dies|dit|deze|ta|ten|niniejsz\p{L}{1,3}|tento|tato|toto|detta|det har|denne|dette|tama|ez|ezt|acest|acesta|ova|ovaj|to sporocilo|bu|это|этот|данное|цей|це|това|този|αυτο|aquest|thu nay|email nay|(?:email|pesan) ini|see (?:e-)?kiri|sis e-pasts|si vestule|sis laiskas)(?!\p{L})|この|本メール|[此本该該这這](?:电子|電子)?[邮郵信]|이 ?(?:메일|메시지|이메일)|본 ?메일|هذ|(?:הודעה|מייל|דואר) ?(?:אלקטרוני )?(?:זו|זה)/u,
);
/**
 * What a banner asks for: not to click or to open, or to be careful with links and attachments. Somebody who speaks of an
 * attachment, or clicks on "send", asks for neither.
 */
export const CLICK = foldPattern(
  new RegExp(
    [
      "(?:do not|don't|never) (?:click|open|reply|respond|trust)|avoid (?:click|open)ing .{0,20}(?:links|attachments)|(?:click|open)ing (?:on )?any (?:link|attachment)|(?:click|open)(?:ing)? (?:on )?(?:(?:any|the|embedded|unexpected|unknown|suspicious) ){0,2}(?:links|attachments)|click (?:on )?(?:any )?links?(?! in )|before (?:you )?click(?:ing)?(?! (?:on )?(?:\\p{P})?(?:send|reply|save|submit|ok|the))|(?:caution|care|careful|cautious|vigilant|suspicious|wary|beware) (?:of|with|when|opening|clicking|before) .{0,40}(?:links|attachments)|(?:links|attachments) with (?:caution|care)",
      'non (?:cliccare|cliccate|fare clic|fate clic|aprire|aprite|apra|rispond)|(?:attenzione|prudenza|cautela|attenti) (?:ad?|ai|agli|con|nel|prima di|quando) .{0,40}(?:link|collegamenti|allegati)|prima di (?:cliccare|fare clic|aprire) .{0,20}(?:link|collegamenti|allegati)',
      '(?:klicken|offnen|antworten) sie .{0,30}(?:nicht|kein|nur)|keine (?:links|anhange|dateianhange) .{0,40}(?:klick|offn)|vorsicht(?:ig)? (?:bei|beim|mit|im) .{0,40}(?:links|anhangen)|(?:links|anhange) (?:bitte )?(?:nicht|nur|mit vorsicht)|bevor sie .{0,20}(?:links|anhange)',
      "ne cliquez|n'ouvrez|ne (?:pas )?(?:cliquer|ouvrir|repondez)|(?:prudent|prudence|vigilant|attention|mefiez)\\p{L}{0,3} (?:avec|aux|lors|avant) .{0,40}(?:liens|pieces jointes)|mefiez-vous des .{0,40}(?:liens|pieces jointes)|(?:avant|evitez) (?:de |d')(?:cliquer|ouvrir) .{0,20}(?:lien|piece)",
      'no (?:haga|hagas|hacer|hagan) clic|no (?:abra|abras|abrir|responda)|evite (?:abrir|hacer clic) .{0,20}(?:enlace|vinculo|adjunto)|(?:precaucion|cuidado|cautela) (?:con|al|antes) .{0,40}(?:enlaces|vinculos|adjuntos)|antes de (?:hacer clic|abrir) .{0,20}(?:enlace|vinculo|adjunto)',
      'nao (?:clique|clicar|abra|abrir|responda)|nem abra|evite (?:abrir|clicar) .{0,20}(?:link|anexo)|(?:cuidado|cautela) (?:com|ao|antes) .{0,40}(?:links|anexos)|antes de (?:clicar|abrir) .{0,20}(?:link|anexo)',
      'klikt? (?:u )?(?:niet|alleen)|open geen|geen (?:links|bijlagen)|(?:links|bijlagen) alleen|(?:voorzichtig|alert|oppassen) (?:met|bij|op) .{0,40}(?:links|bijlagen)|voordat u .{0,20}(?:links|bijlagen)',
      'nie (?:klikaj|klikac|otwieraj|otwierac|odpowiadaj)|(?:ostrozn|uwaz)\\p{L}{1,6} .{0,40}(?:linki|linkow|za[lł]acznik)',
      'klicka (?:inte|aldrig)|oppna (?:inte|inga|aldrig)|klik ikke|abn ikke|klikk ikke|apne? ikke|for(?:siktig|sigtig) (?:med|ved|nar) .{0,40}(?:l[ae]nk|link|bilag|vedh|vedlegg)',
      'ala (?:klikkaa|avaa|vastaa)|al[ak]+a (?:klikatko|avatko)|varovai\\p{L}{1,8} .{0,40}(?:linkk|liitt)',
      'neklik(?:ejte|ajte|nite)|neotv(?:irejte|arajte)|(?:opatrn|obezretn)\\p{L}{1,3} .{0,40}(?:odkaz|priloh)|ne kattintson|ne nyissa|csak megbizhato .{0,10}(?:link|hivatkoz|melleklet)|(?:ovatos|korultekint)\\p{L}{1,6} .{0,40}(?:link|hivatkoz|melleklet)',
      'nu (?:faceti clic|dati clic|accesati|deschideti)|(?:precaut|atent|prudent)\\p{L}{1,4} .{0,40}(?:link|atasament)|nemojte (?:klikati|otvarati)|ne (?:klikajte|otvarajte|odpirajte)|oprez\\p{L}{0,3} .{0,40}(?:poveznic|privit|linkov)|previdn\\p{L}{1,3} .{0,40}(?:povezav|priponk)',
      'tiklamayin|acmayin|dikkat(?:li| ed)|не (?:переходите|открывайте|нажимайте|отвечайте)|осторожн\\p{L}{1,3} .{0,40}(?:ссылк|вложени)|не (?:відкривайте|переходьте|натискайте)|обережн\\p{L}{1,3} .{0,40}(?:посилан|вкладен)|не (?:отваряйте|кликвайте|щракайте)|μην (?:κανετε κλικ|ανοιγετε|πατατε)|προσεκτικ\\p{L}{1,3} .{0,40}(?:συνδεσμ|συνημμεν)',
      'クリックしない|開かない(?:で|よう.{0,4}(?:ください|注意))|(?:リンク|添付).{0,40}注意|(?:勿|不要)(?:随意|轻易|隨意|輕易)?(?:点击|點擊|打开|打開|開啟|回复)|(?:注意|谨慎|謹慎|小心).{0,6}(?:链接|連結|附件)|(?:链接|連結|附件).{0,20}(?:谨慎|謹慎|小心)|클릭하지|열지 (?:마|않)|(?:링크|첨부).{0,30}(?:주의|조심)',
      'لا تنقر|لا تفتح|الحذر .{0,40}(?:روابط|مرفقات)|אל תלחצ|אל תפתח|אין (?:ללחוץ|לפתוח)|khong (?:nhap|mo|bam)|can (?:than|trong) .{0,40}(?:lien ket|[dđ]inh kem)|no (?:feu clic|obriu)',
    ].join('|'),
    'u',
  ),
);
export const ABOUT_MAIL = foldPattern(
  /mail|message|sender|messaggio|mittente|nachricht|courriel|expediteur|correo|mensaje|mensagem|remetente|bericht|afzender|wiadomosc|nadawc|meddel|mejl|avsandar|viesti|lahettaj|zprav|sprav|odesilatel|odosielatel|uzenet|level|felado|mesaj|expeditor|poruk|posiljatelj|sporocil|ileti|gonderen|письм|сообщени|отправител|лист|повідомлен|відправник|писмо|съобщени|μηνυμα|αποστολεα|メール|送信者|邮件|郵件|发件人|寄件者|메일|메시지|발신자|رسالة|المرسل|البريد|הודעה|דוא|thu|e-?post|sahkopost|missatge|correu|remitent|อีเมล|kiri|vestul|e-past|laisk/,
);
/** How a scanner's note begins: "This mail was scanned …", "No virus found". */
export const SCANNER_START = foldPattern(
  /^\W{0,4}(?:no viruse?s? (?:was |were |has been |have been )?(?:found|detected)|(?:this|the) (?:incoming |outgoing )?(?:e-?mail|message)(?: message)? (?:has been|was|is|have been) (?:automatically |malware )?(?:scanned|checked|certified|analy[sz]ed|protected|verified|cleaned)|(?:scanned|checked|protected|certified|verified|cleaned) (?:for viruses )?by [^,:;]*(?:https?:.*)?$|this (?:e-?mail|message) is (?:virus[- ]free|free (?:from|of) virus)|nessun virus|quest[ao] (?:e-?mail|messaggio|mail) (?:e'? stat[oa]|non contiene|e priv[oa])|(?:il )?messaggio e stato controllato|(?:controllato|verificato) da|es wurden? kein(?:e|en)? vir|kein(?:e)? vir(?:us|en)|diese (?:e-?mail|nachricht) (?:wurde|ist|enthalt)|die nachricht wurde|(?:uber|ge)pruft (?:von|durch)|(?:message|e-?mail) scanned by|click .{0,200}to report this (?:e-?mail|message) as spam(?:[.!]?$|:? ?[<([]?https?:)|aucun virus|(?:l'absence de virus|ce (?:message|courrier|courriel|mail)[^.]{0,40}(?:a ete|ne contient))|(?:analyse|verifie) (?:effectuee )?par|no se (?:han encontrado|encontraron|ha encontrado) virus|este (?:correo|mensaje)[^.]{0,30} (?:ha sido|esta|no contiene)|el (?:software|programa) (?:de )?antivirus|(?:comprobado|analizado) por|nenhum virus|este (?:e-?mail|mensagem)[^.]{0,30} (?:foi|esta)|esta mensagem foi|o software (?:de )?antivirus|(?:verificado|analisado) por|geen virus|(?:deze|dit) (?:e-?mail|bericht) (?:is|werd) |gecontroleerd door|nie znaleziono wirus|ta wiadomosc (?:e-?mail )?(?:zosta[lł]a|jest)|(?:wiadomosc|poczta) zosta[lł]a sprawdzona|sprawdzone przez|inga virus|det har (?:meddelandet|mejlet|e-postmeddelandet)|detta (?:meddelande|e-?post)|denne (?:e-?mail|meddelelse|besked|e-post|melding) |ingen virus|viesti on tarkistettu|tama (?:viesti|sahkoposti)|zadne viry|tato zprava byla|tento e-?mail (?:byl|bol)|tato sprava bola|zkontrolovano|skontrolovane|nem talalhato virus|az uzenetet|ezt (?:az )?(?:e-?mailt|uzenetet)|acest (?:e-?mail|mesaj) a fost|niciun virus|ova (?:poruka|e-?posta) je|nema virusa|to sporocilo je|bu (?:e-?posta|ileti|mesaj)[^.]{0,60}(?:virus|taran)|virus (?:bulunamadi|icermez)|вирусов (?:не|нет)|вирусы не|(?:это|данное) (?:письмо|сообщение)[^.]{0,40}(?:провер|вирус)|проверено|(?:цей|це) (?:лист|повідомлення)[^.]{0,40}(?:перевір|вірус)|вірусів не|това (?:писмо|съобщение)[^.]{0,40}провер|αυτο το (?:email|μηνυμα)[^.]{0,40}(?:ελεγχ|ιους)|このメール[^。]{0,40}(?:ウイルス|スキャン)|ウイルス|此(?:电子)?邮件[^。]{0,40}病毒|未发现病毒|没有病毒|이 (?:메일|메시지)[^.]{0,40}바이러스|바이러스 (?:없음|가 없)|information from eset|informa\S{2,6} (?:da|von|de|van|od) eset|informace od|informacja programu eset|(?:virus[- ]?free|virenfrei|priv[oa] di virus|(?:garanti )?sans virus|(?:libre|livre) de virus|sem virus|virusvrij|wolny od wirusow|virusfri(?:tt)?|bez viru\p{L}{0,2}|virusmentes|fara virusi|без вирусов|χωρις ιους)(?=[.!: ]{0,3}(?:$|[<(]?(?:https?:|www\.)|av(?:g|ast))))/u,
);
/** The names of scanners. */
export const SCANNER_NAME = foldPattern(
  /avg|avast|eset|nod32|kaspersky|касперск|mcafee|norton|symantec|bitdefender|avira|panda|f-secure|sophos|trend ?micro|mailscanner|barracuda|mimecast|proofpoint|messagelabs|clamav|spamassassin|comodo|g data|drweb|dr\.web|malwarebytes|fortinet|fortimail|vipre|zonealarm|webroot|checkpoint|360|mailmarshal|mailguard|report this (?:e-?mail|message)|websense|forcepoint|anti-?vir|esva|e-?mail security/,
);
/** "My antivirus", that something stopped the mail, or "Avast says": a note says none of these. */
export const OWN_SCANNER = foldPattern(
  /(?<!\p{L})(?:my|our|your|mio|nostro|vostro|tuo|suo|mein\p{L}{0,2}|unser\p{L}{0,2}|ihr\p{L}{0,2}|eure\p{L}?|mon|notre|votre|mi|tu|su|nuestro|vuestro|meu|nosso|vosso|seu|mijn|onze|uw|jouw|moj\p{L}{0,2}|mym|nasz\p{L}{0,2}|wasz\p{L}{0,2}|mitt?|vart|ert|vores|jeres|мо[йи]м?|наш\p{L}{0,2}|ваш\p{L}{0,2}) (?:\p{L}{1,20} )?(?:anti-?vir|viru|vire|антив|вирус)|(?<!\p{L})(?:blocca|bloqu|block|geblock|blokk|zablok|заблок|stopp[ae]|tegengehouden|geloscht|rifiutat|reject|quaranti)|(?<!\p{L})(?:says|according to|secondo|laut|sagt|selon|segun|dice|diz|volgens|zegt|wedlug|enligt|ifolge)(?!\p{L})/u,
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
