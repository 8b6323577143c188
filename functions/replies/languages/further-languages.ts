import type { Language } from './language.ts';

/** Languages in which few of our users write, in entries like those of languages.ts. */
export const FURTHER_LANGUAGES: Readonly<Record<string, Language>> = {
  lt: {
    said: '| rašė; parašė',
    head: 'Nuo; Siuntėjas; Pareiškėjas | Išsiųsta; Data; Siųsta | Kam; Iki; Kopija; Gavėjas | Tema',
    mark: 'Originalus laiškas; Pradinis laiškas; Pirminis laiškas; Originalus pranešimas; Pradinis pranešimas | Persiunčiamas laiškas; Persiųstas laiškas; Persiunčiamo laiško pradžia; Persiųstas pranešimas; Peradresuotas laiškas',
    footer:
      'Siųsta iš; Išsiųsta iš; Siunčiama iš; Gauti Outlook; Atsisiųskite Outlook; Gauti „Outlook; Gaukite Outlook; Gaukite „Outlook; Atsisiųsti „Outlook; Atsisiųskite „Outlook; Išsiųsta naudojant',
    end: 'pagarbiai; su pagarba; ačiū; dėkoju; geros dienos; geriausi linkėjimai | konfidencial; gavėj; per klaidą',
  },
  lv: {
    said: '| rakstīja; raksta',
    head: 'No; Sūtītājs; Nosūtītājs | Nosūtīts; Datums; Sūtīts | Kam; Uz; Kopija; Saņēmējs; Adresāts | Tēma; Temats; Priekšmets',
    mark: 'Sākotnējais ziņojums; Oriģinālais ziņojums; Sākotnējā vēstule; Oriģinālā vēstule; Oriģinālā ziņa | Pārsūtīts ziņojums; Pārsūtītais ziņojums; Pārsūtīta vēstule; Pārsūtītā ziņojuma sākums; Pārsūtīta ziņa',
    footer:
      'Nosūtīts no; Sūtīts no; Iegūt Outlook; Lejupielādējiet Outlook; Iegūstiet Outlook; Lejupielādēt Outlook',
    end: 'ar cieņu; paldies; pateicos; visu labu; ar sveicieniem; jauku dienu | konfidenci; adresāt; saņēmēj; kļūdas',
  },
  et: {
    said: 'Kuupäeval | kirjutas; kirjutas kuupäeval; kirjutas järgmist',
    head: 'Saatja; Kellelt; Autor | Saadetud; Kuupäev; Saatmisaeg | Adressaat; Saaja; Koopia; Kellele | Teema; Pealkiri',
    mark: 'Algne teade; Originaalsõnum; Algne kiri; Esialgne sõnum; Algne sõnum; Originaalkiri | Edastatud kiri; Edastatud sõnum; Edasisaadetud kiri; Edasi saadetud kiri',
    footer:
      'Saadetud minu; Saadetud iPhone; Saadetud seadmest; Saadetud Outlook; Hangi Outlook; Hankige Outlook; Saadetud telefonist; Saadetud nutitelefonist',
    end: 'lugupidamisega; parimate soovidega; tänan; aitäh; tervitades; tervitustega; head päeva | konfidentsiaal; adressaa; ekslikult',
  },
  id: {
    said: 'Pada; Pada tanggal | menulis; menulis pesan berikut; tulis; telah menulis; membalas',
    head: 'Dari; Pengirim; Daripada | Dikirim; Tanggal; Terkirim; Dihantar; Tarikh | Kepada; Ke; Untuk; Penerima | Perihal; Subjek; Judul; Hal; Subyek; Tajuk',
    mark: 'Pesan Asli; Mesej Asal; Surat asli | Pesan yang diteruskan; Pesan terusan; Mesej dimajukan; Awal pesan terusan; Memulai pesan terusan; Awal pesan yang diteruskan; Mulai pesan yang diteruskan; Mulai meneruskan pesan; Mula mesej dimajukan; Mulakan mesej yang dimajukan; Mesej yang dimajukan',
    footer:
      'Dikirim dari; Terkirim dari; Dikirim melalui; Dihantar dari; Dapatkan Outlook; Unduh Outlook',
    end: 'salam; hormat saya; salam hormat; terima kasih; terimakasih; terima kasih banyak; salam hangat; yang benar | rahasia; penerima; kesalahan; sulit',
  },
  th: {
    said: 'ในวันที่; เมื่อ; วันที่ | เขียนว่า; ได้เขียนว่า; เขียน',
    head: 'จาก; ผู้ส่ง | ส่ง; วันที่; ส่งเมื่อ; วันที่ส่ง | ถึง; สำเนา; สำเนาถึง; ผู้รับ | เรื่อง; หัวเรื่อง; หัวข้อ; ชื่อเรื่อง',
    mark: 'ข้อความต้นฉบับ; ข้อความเดิม; อีเมลต้นฉบับ | ข้อความที่ส่งต่อ; ข้อความที่ถูกส่งต่อ; เริ่มต้นข้อความที่ส่งต่อ; เริ่มข้อความที่ส่งต่อ',
    footer: 'ส่งจาก; ส่งจาก iPhone; รับ Outlook; ดาวน์โหลด Outlook',
    end: 'ขอบคุณ; ขอบคุณครับ; ขอบคุณค่ะ; ขอแสดงความนับถือ; ด้วยความเคารพ | ความลับ; ผู้รับ; ไม่ได้ตั้งใจ; แจ้งผู้ส่ง',
  },
  fa: {
    said: 'در; در تاریخ | نوشت; نوشته است; نوشته‌است',
    head: 'از; فرستنده | ارسال شده; تاریخ; ارسال; فرستاده شده | به; رونوشت; گیرنده | موضوع; عنوان',
    mark: 'پیام اصلی; پیغام اصلی | پیام هدایت شده; پیام ارسال مجدد; پیغام هدایت‌شده; پیام فوروارد شده; پیام ارسال شده; شروع پیام ارسال شده',
    footer: 'ارسال شده از; فرستاده شده از; دریافت Outlook; ارسال‌شده از',
    end: 'با احترام; با تشکر; متشکرم; سپاس; ممنون; با سپاس | محرمانه; گیرنده; اشتباه; فرستنده',
  },
  sr: {
    said: 'Дана; На | је написао; је написала; је написао/ла; написао је; написала је; пише; напиша',
    head: 'Од; Шаље; Пошиљалац; Испраќач | Послато; Датум; Испратено; Послата | За; Прима; До; Прималац; Копија; Примач | Наслов; Тема; Предмет',
    mark: 'Оригинална порука; Изворна порука; Оригинална порака; Изворна порака | Прослеђена порука; Проследена порака; Препратена порака; Почетак прослеђене поруке',
    footer:
      'Послато са; Послато из; Испратено од; Преузмите Outlook; Преземи Outlook; Набавите Outlook',
    end: 'поздрав; срдачан поздрав; с поштовањем; хвала; унапред хвала; со почит; поздрави; благодарам | поверљив; прималац; грешком; доверлив',
  },
  is: {
    said: 'Þann; Hinn | skrifaði; ritaði; skrifar',
    head: 'Frá; Sendandi | Dagsetning; Dags; Sendur | Til; Afrit; Viðtakandi | Efni; Varðar',
    mark: 'Upprunaleg skilaboð; Upphaflegur póstur; Upprunalegur póstur | Áframsend skilaboð; Framsent; Áframsendur póstur',
    footer: 'Sent úr; Sent frá; Sent með; Sækja Outlook',
    end: 'kveðja; bestu kveðjur; með kveðju; takk; takk fyrir; með bestu kveðju; kær kveðja; virðingarfyllst | trúnaðar; viðtakand; mistök',
  },
  gl: {
    said: 'O; O día; Con data | escribiu; escribiu o seguinte',
    head: 'De; Remitente | Enviado; Data; Enviado o | Para; A; Destinatario | Asunto',
    mark: 'Mensaxe orixinal; Correo orixinal | Mensaxe reenviada; Inicio da mensaxe reenviada',
    footer: 'Enviado desde o; Enviado dende; Obter Outlook; Obtén Outlook',
    end: 'saúdos; un saúdo; grazas; moitas grazas; atentamente; cordialmente; apertas | confidencial; destinatari; por erro',
  },
  eu: {
    said: '| idatzi du; hau idatzi du; igorleak hau idatzi du; idatzi zuen; idatzita',
    head: 'Nork; Igorlea; Nondik | Bidalia; Data; Bidaltze-data | Nori; Hartzailea; Kopia; Nora | Gaia',
    mark: 'Jatorrizko mezua | Birbidalitako mezua; Desbideratutako mezua',
    footer: 'Nire iPhonetik bidalia; Bidalia; Eskuratu Outlook',
    end: 'agur; agur bero bat; eskerrik asko; mila esker; ondo izan; adeitasunez | konfidentzial; hartzaile; akats',
  },
  hi: {
    said: '| ने लिखा; लिखा; ने यह लिखा',
    head: 'प्रेषक; से | भेजा गया; दिनांक; भेजने का समय; तिथि | प्रति; को; प्रतिलिपि | विषय',
    mark: 'मूल संदेश | अग्रेषित संदेश; फ़ॉरवर्ड किया गया संदेश; अग्रेषित संदेश प्रारंभ; फ़ॉरवर्ड किया गया मैसेज',
    footer: 'मेरे iPhone से भेजा गया; Outlook प्राप्त करें; iOS के लिए Outlook; Android के लिए Outlook',
    end: 'धन्यवाद; सादर; शुभकामनाएं; नमस्ते | गोपनीय; प्राप्तकर्ता; गलती से; प्रेषक',
  },
  sq: {
    said: 'Më | shkroi; ka shkruar; shkruajti',
    head: 'Nga; Dërguesi | Dërguar; Data; Dërguar më | Për; Kopje; Marrësi | Subjekti; Tema; Lënda; Subjekt',
    mark: 'Mesazhi origjinal; Mesazh origjinal | Mesazh i përcjellë; Mesazhi i përcjellë',
    footer: 'Dërguar nga; Merr Outlook; Merrni Outlook',
    end: 'përshëndetje; me respekt; faleminderit; gjithë të mirat | konfidencial; marrësi; gabimisht',
  },
  az: {
    said: '| yazdı; yazıb; yazmışdır',
    head: 'Kimdən; Göndərən | Göndərildi; Göndərilib; Tarix | Kimə; Surət; Alan | Mövzu',
    mark: 'Orijinal mesaj; Əsl mesaj | Yönləndirilmiş mesaj; Ötürülmüş mesaj',
    footer: 'iPhone-dan göndərildi; iPhone-umdan göndərildi; Göndərildi:',
    end: 'hörmətlə; təşəkkürlər; təşəkkür edirəm; sağ olun | məxfi; səhvən',
  },
  hy: {
    said: '| գրել է; գրեց; գրել եք',
    head: 'Ումից; Ուղարկող | Ուղարկված է; Ուղարկված; Ամսաթիվ | Ում; Պատճեն; Ստացող | Թեմա; Առարկա; Վերնագիր',
    mark: 'Սկզբնական հաղորդագրություն; Բնօրինակ հաղորդագրություն | Վերահասցեագրված հաղորդագրություն; Փոխանցված հաղորդագրություն',
    footer: 'Ուղարկված է իմ; Ուղարկվել է; Ստացեք Outlook',
    end: 'հարգանքով; շնորհակալություն; հարգանքներով | գաղտնի; հասցեատեր',
  },
  ka: {
    said: '| დაწერა; წერდა; მოგწერათ; მოიწერა; წერს',
    head: 'გამომგზავნი; ვისგან; გამგზავნი; ვინ | გაგზავნილია; გაგზავნის თარიღი; თარიღი | ვის; მიმღები; ადრესატი; ასლი | თემა; საგანი',
    mark: 'ორიგინალი შეტყობინება; თავდაპირველი შეტყობინება | გადაგზავნილი შეტყობინება; გადამისამართებული შეტყობინება',
    footer: 'გაგზავნილია ჩემი; გამოგზავნილია ჩემი; მიიღეთ Outlook',
    end: 'პატივისცემით; მადლობა; გმადლობთ | კონფიდენციალურ; ადრესატ',
  },
  kk: {
    said: '| жазды; деп жазды; былай деп жазды; жазған',
    head: 'Кімнен; Жіберуші; Кімден | Жіберілді; Жіберілген; Күні; Жіберілген күні; Кезі | Кімге; Көшірме; Алушы | Тақырып; Тақырыбы',
    mark: 'Бастапқы хабар; Түпнұсқа хабар | Қайта жіберілген хабар; Қайта бағытталған хабар',
    footer: 'iPhone құрылғысынан жіберілді; iPhone-нан жіберілді; Жіберілген:',
    end: 'құрметпен; рахмет; рақмет; сәлеммен | құпия; алушы',
  },
  af: {
    said: 'Op | het geskryf; geskryf; skryf',
    head: 'Van; Afsender | Gestuur; Datum | Aan; Afskrif | Onderwerp',
    mark: 'Oorspronklike boodskap; Oorspronklike e-pos | Aangestuurde boodskap; Begin van aangestuurde boodskap',
    footer: 'Gestuur van; Gestuur vanaf; Kry Outlook',
    end: 'groete; vriendelike groete; met vriendelike groete; dankie; baie dankie; byvoorbaat dank | vertroulik; ontvanger; per abuis',
  },
  cy: {
    said: 'Ar | ysgrifennodd; wnaeth ysgrifennu',
    head: 'Oddi wrth; Gan; Anfonwr | Anfonwyd; Dyddiad | I; Copi; At | Pwnc; Testun',
    mark: 'Neges wreiddiol; Y neges wreiddiol | Neges wedi ei hanfon ymlaen; Neges a anfonwyd ymlaen',
    footer: "Anfonwyd o fy; Anfonwyd o'm; Cael Outlook",
    end: 'cofion; cofion gorau; cofion cynnes; diolch; diolch yn fawr; yn gywir | cyfrinachol; derbynnydd',
  },
  fil: {
    said: 'Noong | sumulat; isinulat ni; ay sumulat',
    head: 'Mula kay; Mula sa; Galing kay | Ipinadala; Petsa | Para kay; Para sa | Paksa',
    mark: 'Orihinal na mensahe | Ipinasang mensahe; Naipasang mensahe',
    footer: 'Ipinadala mula sa; Naipadala mula sa; Kunin ang Outlook',
    end: 'salamat; maraming salamat; lubos na gumagalang; gumagalang | kumpidensyal; tatanggap',
  },
  bn: {
    said: '| লিখেছেন; লিখেছে; লিখেছিলেন',
    head: 'প্রেরক; থেকে | পাঠানো হয়েছে; প্রেরিত; তারিখ | প্রতি; প্রাপক; অনুলিপি; অনুলিপির ঠিকানা | বিষয়',
    mark: 'মূল বার্তা; আসল বার্তা | ফরওয়ার্ড করা বার্তা; ফরোয়ার্ড করা মেসেজ',
    footer: 'আমার iPhone থেকে পাঠানো; Outlook পান',
    end: 'ধন্যবাদ; শুভেচ্ছা; শুভেচ্ছান্তে; বিনীত | গোপনীয়; প্রাপক',
  },
  ta: {
    said: '| எழுதியது; எழுதினார்',
    head: 'அனுப்புநர்; அனுப்புனர்; அனுப்பியவர் | அனுப்பியது; அனுப்பப்பட்டது; தேதி | பெறுநர்; பெறுனர்; நகல் | பொருள்; தலைப்பு',
    mark: 'அசல் செய்தி; மூல செய்தி | முன்னனுப்பிய செய்தி; பகிரப்பட்ட செய்தி',
    footer: 'எனது iPhone; Outlook பெறவும்',
    end: 'நன்றி; மிக்க நன்றி; அன்புடன்; இப்படிக்கு | ரகசிய; பெறுநர்',
  },
};
