import type { Language } from './language.ts';

/** Languages in which few of our users write, in entries like those of languages.ts. */
export const FURTHER_LANGUAGES: Readonly<Record<string, Language>> = {
  lt: {
    said: '| rašė; parašė',
    head: 'Nuo; Siuntėjas; Pareiškėjas | Išsiųsta; Data; Siųsta | Kam; Iki; Kopija; Cc; Gavėjas | Tema',
    mark: 'Originalus laiškas; Pradinis laiškas; Pirminis laiškas; Originalus pranešimas | Persiunčiamas laiškas; Persiųstas laiškas; Persiunčiamo laiško pradžia',
    footer: 'Siųsta iš; Išsiųsta iš; Siunčiama iš; Gauti Outlook; Atsisiųskite Outlook',
    end: 'pagarbiai; su pagarba; ačiū; dėkoju; geros dienos; geriausi linkėjimai | konfidencial; gavėj; per klaidą',
  },
  lv: {
    said: '| rakstīja; raksta',
    head: 'No; Sūtītājs; Nosūtītājs | Nosūtīts; Datums; Sūtīts | Kam; Uz; Kopija; Cc; Saņēmējs; Adresāts | Tēma; Temats; Priekšmets',
    mark: 'Sākotnējais ziņojums; Oriģinālais ziņojums; Sākotnējā vēstule | Pārsūtīts ziņojums; Pārsūtītais ziņojums; Pārsūtīta vēstule; Pārsūtītā ziņojuma sākums',
    footer: 'Nosūtīts no; Sūtīts no; Iegūt Outlook; Lejupielādējiet Outlook',
    end: 'ar cieņu; paldies; pateicos; visu labu; ar sveicieniem; jauku dienu | konfidenci; adresāt; saņēmēj; kļūdas',
  },
  et: {
    said: 'Kuupäeval | kirjutas; kirjutas kuupäeval; kirjutas järgmist',
    head: 'Saatja; Kellelt; Autor | Saadetud; Kuupäev; Saatmisaeg | Adressaat; Saaja; Koopia; Cc; Kellele | Teema; Pealkiri',
    mark: 'Algne teade; Originaalsõnum; Algne kiri; Esialgne sõnum | Edastatud kiri; Edastatud sõnum; Edasisaadetud kiri; Edasi saadetud kiri',
    footer: 'Saadetud minu; Saadetud iPhone; Saadetud seadmest; Saadetud Outlook; Hangi Outlook',
    end: 'lugupidamisega; parimate soovidega; tänan; aitäh; tervitades; tervitustega; head päeva | konfidentsiaal; adressaa; ekslikult',
  },
  id: {
    said: 'Pada; Pada tanggal | menulis; menulis pesan berikut; tulis; telah menulis',
    head: 'Dari; Pengirim; Daripada | Dikirim; Tanggal; Terkirim; Dihantar; Tarikh | Kepada; Ke; Untuk; Cc; Penerima | Perihal; Subjek; Judul; Hal; Subjek',
    mark: 'Pesan Asli; Pesan asli; Mesej Asal; Surat asli | Pesan yang diteruskan; Pesan terusan; Mesej dimajukan; Awal pesan terusan; Memulai pesan terusan',
    footer:
      'Dikirim dari; Terkirim dari; Dikirim melalui; Dihantar daripada; Dapatkan Outlook; Unduh Outlook',
    end: 'salam; hormat saya; salam hormat; terima kasih; terimakasih; terima kasih banyak; salam hangat; yang benar | rahasia; penerima; kesalahan; sulit',
  },
  th: {
    said: 'ในวันที่; เมื่อ; วันที่ | เขียนว่า; ได้เขียนว่า; เขียน',
    head: 'จาก; ผู้ส่ง | ส่ง; วันที่; ส่งเมื่อ; วันที่ส่ง | ถึง; สำเนา; สำเนาถึง; Cc; ผู้รับ | เรื่อง; หัวเรื่อง; หัวข้อ',
    mark: 'ข้อความต้นฉบับ; ข้อความเดิม; อีเมลต้นฉบับ | ข้อความที่ส่งต่อ; ข้อความที่ถูกส่งต่อ; เริ่มต้นข้อความที่ส่งต่อ',
    footer: 'ส่งจาก; ส่งจาก iPhone; รับ Outlook; ดาวน์โหลด Outlook',
    end: 'ขอบคุณ; ขอบคุณครับ; ขอบคุณค่ะ; ขอแสดงความนับถือ; ด้วยความเคารพ | ความลับ; ผู้รับ',
  },
  fa: {
    said: 'در; در تاریخ | نوشت; نوشته است; نوشته‌است',
    head: 'از; فرستنده | ارسال شده; تاریخ; ارسال; فرستاده شده | به; رونوشت; گیرنده; Cc | موضوع',
    mark: 'پیام اصلی; پیغام اصلی | پیام هدایت شده; پیام ارسال مجدد; پیغام هدایت‌شده; پیام فوروارد شده',
    footer: 'ارسال شده از; فرستاده شده از; دریافت Outlook',
    end: 'با احترام; با تشکر; متشکرم; سپاس; ممنون; با سپاس | محرمانه; گیرنده',
  },
  sr: {
    said: 'Дана; На | је написао; је написала; је написао/ла; написао је; написала је; пише; је написао/ла',
    head: 'Од; Шаље; Пошиљалац; Испраќач | Послато; Датум; Испратено; Послата | За; Прима; До; Прималац; Копија; Cc; Примач | Наслов; Тема; Предмет',
    mark: 'Оригинална порука; Изворна порука; Оригинална порака; Изворна порака | Прослеђена порука; Проследена порака; Препратена порака; Почетак прослеђене поруке',
    footer: 'Послато са; Послато из; Испратено од; Преузмите Outlook; Преземи Outlook',
    end: 'поздрав; срдачан поздрав; с поштовањем; хвала; унапред хвала; со почит; поздрави; благодарам | поверљив; прималац; грешком; доверлив',
  },
  is: {
    said: 'Þann; Hinn | skrifaði; ritaði; skrifar',
    head: 'Frá; Sendandi | Sent; Dagsetning; Dags; Sendur | Til; Afrit; Cc; Viðtakandi | Efni; Varðar',
    mark: 'Upprunaleg skilaboð; Upphaflegur póstur; Upprunalegur póstur | Áframsend skilaboð; Framsent; Áframsendur póstur',
    footer: 'Sent úr; Sent frá; Sent með; Sækja Outlook',
    end: 'kveðja; bestu kveðjur; með kveðju; takk; takk fyrir; með bestu kveðju; kær kveðja; virðingarfyllst | trúnaðar; viðtakand; mistök',
  },
  gl: {
    said: 'O; O día; Con data | escribiu; escribiu o seguinte',
    head: 'De; Remitente | Enviado; Data; Enviado o | Para; A; Cc; Destinatario | Asunto',
    mark: 'Mensaxe orixinal; Correo orixinal | Mensaxe reenviada; Inicio da mensaxe reenviada',
    footer: 'Enviado desde o; Enviado dende; Obter Outlook; Obtén Outlook',
    end: 'saúdos; un saúdo; grazas; moitas grazas; atentamente; cordialmente; apertas | confidencial; destinatari; por erro',
  },
  eu: {
    said: '| idatzi du; hau idatzi du; igorleak hau idatzi du; idatzi zuen',
    head: 'Nork; Igorlea; Nondik | Bidalia; Data; Bidaltze-data | Nori; Hartzailea; Cc; Kopia | Gaia',
    mark: 'Jatorrizko mezua | Birbidalitako mezua; Desbideratutako mezua',
    footer: 'Nire iPhonetik bidalia; Bidalia; Eskuratu Outlook',
    end: 'agur; agur bero bat; eskerrik asko; mila esker; ondo izan; adeitasunez | konfidentzial; hartzaile; akats',
  },
  hi: {
    said: '| ने लिखा; लिखा; ने यह लिखा',
    head: 'प्रेषक; से | भेजा गया; दिनांक; भेजने का समय | प्रति; को; प्रतिलिपि; Cc | विषय',
    mark: 'मूल संदेश | अग्रेषित संदेश; फ़ॉरवर्ड किया गया संदेश',
    footer: 'मेरे iPhone से भेजा गया; Outlook प्राप्त करें',
    end: 'धन्यवाद; सादर; शुभकामनाएं; नमस्ते | गोपनीय; प्राप्तकर्ता',
  },
};
