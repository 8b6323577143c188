/** What people write in the gallery's mails, in one language. */
export interface Sample {
  team: string;
  customer: string;
  agent: string;
  guest: string;
  subject: string;
  question: string;
  /** Contains a link. */
  answer: string;
  /** Markdown as typed into a chat: bold, a list, code, a link. */
  steps: string;
  thanks: string;
  bot: string;
  guestWords: string;
  file: string;
}

const MORE = 'https://shop.example/returns?order=4711';

/** By language code: every language that we send mail in (S18). */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  en: {
    team: 'Example Support',
    customer: 'Carla Bianchi',
    agent: 'Anna',
    guest: 'Tom Fields',
    subject: 'Order 4711: the lamp is broken',
    question:
      'Hello,\n\nthe lamp arrived today, but the shade is cracked. Can you send me a new one?\n\nThank you\nCarla',
    answer: `Hello Carla,\n\nI am sorry to hear that. A new shade leaves today; you need not send the old one back. Your order: ${MORE}`,
    steps: `To fit the new shade:\n\n1. **Unplug the lamp** and let it cool down\n2. Turn the ring to the left\n3. Put on the shade, type \`A-60\`\n\nThere is [a short film](${MORE}), too.`,
    thanks: 'Wonderful, thank you. I will be at home on Friday.',
    bot: 'Your parcel has left our warehouse and should arrive on Friday.',
    guestWords: 'I am Carla’s neighbour. I can take the parcel in on Friday.',
    file: 'Photo of the lamp.jpg',
  },
  it: {
    team: 'Assistenza Esempio',
    customer: 'Carla Bianchi',
    agent: 'Anna',
    guest: 'Marco Conti',
    subject: 'Ordine 4711: lampada rotta',
    question:
      'Buongiorno,\n\nla lampada è arrivata oggi, ma il paralume è crepato. Potete mandarmene uno nuovo?\n\nGrazie\nCarla',
    answer: `Buongiorno Carla,\n\nci dispiace molto. Il paralume nuovo parte oggi; quello vecchio non deve rispedirlo. Qui trova il suo ordine: ${MORE}`,
    steps: `Per montare il paralume nuovo:\n\n1. **Stacchi la spina** e lasci raffreddare la lampada\n2. Giri l’anello verso sinistra\n3. Metta il paralume, modello \`A-60\`\n\nC’è anche [un breve video](${MORE}).`,
    thanks: 'Perfetto, grazie. Venerdì sono a casa.',
    bot: 'Il suo pacco ha lasciato il magazzino: l’arrivo è previsto per venerdì.',
    guestWords: 'Sono il vicino di Carla. Venerdì posso ritirare io il pacco.',
    file: 'Foto della lampada.jpg',
  },
  de: {
    team: 'Beispiel Support',
    customer: 'Carla Weber',
    agent: 'Anna',
    guest: 'Tom Felder',
    subject: 'Bestellung 4711: Lampe beschädigt',
    question:
      'Guten Tag,\n\ndie Lampe kam heute an, aber der Schirm hat einen Riss. Können Sie mir einen neuen schicken?\n\nVielen Dank\nCarla Weber',
    answer: `Guten Tag Frau Weber,\n\ndas tut uns leid. Der neue Schirm geht heute auf die Reise; den alten brauchen Sie nicht zurückzuschicken. Ihre Bestellung: ${MORE}`,
    steps: `So setzen Sie den neuen Schirm ein:\n\n1. **Stecker ziehen** und die Lampe abkühlen lassen\n2. Den Ring nach links drehen\n3. Den Schirm aufsetzen, Typ \`A-60\`\n\nDazu gibt es [einen kurzen Film](${MORE}).`,
    thanks: 'Wunderbar, vielen Dank. Am Freitag bin ich zu Hause.',
    bot: 'Ihr Paket hat unser Lager verlassen und kommt voraussichtlich am Freitag an.',
    guestWords: 'Ich bin der Nachbar von Frau Weber. Am Freitag kann ich das Paket annehmen.',
    file: 'Foto der Lampe.jpg',
  },
  fr: {
    team: 'Assistance Exemple',
    customer: 'Claire Blanchet',
    agent: 'Anna',
    guest: 'Thomas Deschamps',
    subject: 'Commande 4711 : lampe cassée',
    question:
      'Bonjour,\n\nla lampe est arrivée aujourd’hui, mais l’abat-jour est fendu. Pouvez-vous m’en envoyer un autre ?\n\nMerci\nClaire',
    answer: `Bonjour Claire,\n\nnous sommes désolés. Le nouvel abat-jour part aujourd’hui ; inutile de renvoyer l’ancien. Votre commande : ${MORE}`,
    steps: `Pour monter le nouvel abat-jour :\n\n1. **Débranchez la lampe** et laissez-la refroidir\n2. Tournez la bague vers la gauche\n3. Posez l’abat-jour, modèle \`A-60\`\n\nIl existe aussi [une courte vidéo](${MORE}).`,
    thanks: 'Parfait, merci beaucoup. Je serai chez moi vendredi.',
    bot: 'Votre colis a quitté notre entrepôt et devrait arriver vendredi.',
    guestWords: 'Je suis le voisin de Claire. Je peux réceptionner le colis vendredi.',
    file: 'Photo de la lampe.jpg',
  },
  es: {
    team: 'Soporte Ejemplo',
    customer: 'Clara Blanco',
    agent: 'Ana',
    guest: 'Tomás Campos',
    subject: 'Pedido 4711: lámpara rota',
    question:
      'Hola:\n\nLa lámpara ha llegado hoy, pero la pantalla está agrietada. ¿Pueden enviarme otra?\n\nGracias\nClara',
    answer: `Hola, Clara:\n\nLo sentimos mucho. La pantalla nueva sale hoy; no hace falta que devuelva la otra. Su pedido: ${MORE}`,
    steps: `Para montar la pantalla nueva:\n\n1. **Desenchufe la lámpara** y deje que se enfríe\n2. Gire el aro hacia la izquierda\n3. Coloque la pantalla, modelo \`A-60\`\n\nTambién hay [un vídeo breve](${MORE}).`,
    thanks: 'Estupendo, muchas gracias. El viernes estaré en casa.',
    bot: 'Su paquete ha salido de nuestro almacén y debería llegar el viernes.',
    guestWords: 'Soy el vecino de Clara. El viernes puedo recoger yo el paquete.',
    file: 'Foto de la lámpara.jpg',
  },
  pt: {
    team: 'Suporte Exemplo',
    customer: 'Clara Branco',
    agent: 'Ana',
    guest: 'Tomás Campos',
    subject: 'Encomenda 4711: candeeiro partido',
    question:
      'Bom dia,\n\no candeeiro chegou hoje, mas o abajur está rachado. Podem enviar-me outro?\n\nObrigada\nClara',
    answer: `Bom dia, Clara,\n\nlamentamos muito. O abajur novo segue hoje; não precisa de devolver o antigo. A sua encomenda: ${MORE}`,
    steps: `Para montar o abajur novo:\n\n1. **Desligue o candeeiro da tomada** e deixe-o arrefecer\n2. Rode o anel para a esquerda\n3. Coloque o abajur, modelo \`A-60\`\n\nHá também [um pequeno vídeo](${MORE}).`,
    thanks: 'Perfeito, muito obrigada. Na sexta-feira estou em casa.',
    bot: 'A sua encomenda saiu do nosso armazém e deve chegar na sexta-feira.',
    guestWords: 'Sou o vizinho da Clara. Na sexta-feira posso receber a encomenda.',
    file: 'Fotografia do candeeiro.jpg',
  },
  nl: {
    team: 'Voorbeeld Support',
    customer: 'Carla de Wit',
    agent: 'Anna',
    guest: 'Tom van Velden',
    subject: 'Bestelling 4711: lamp beschadigd',
    question:
      'Goedemiddag,\n\nde lamp is vandaag aangekomen, maar er zit een barst in de kap. Kunt u mij een nieuwe sturen?\n\nBedankt\nCarla',
    answer: `Goedemiddag Carla,\n\nwat vervelend. De nieuwe kap gaat vandaag op de post; de oude hoeft u niet terug te sturen. Uw bestelling: ${MORE}`,
    steps: `Zo plaatst u de nieuwe kap:\n\n1. **Haal de stekker eruit** en laat de lamp afkoelen\n2. Draai de ring naar links\n3. Plaats de kap, type \`A-60\`\n\nEr is ook [een kort filmpje](${MORE}).`,
    thanks: 'Heel fijn, dank u wel. Vrijdag ben ik thuis.',
    bot: 'Uw pakket heeft ons magazijn verlaten en komt naar verwachting vrijdag aan.',
    guestWords: 'Ik ben de buurman van Carla. Ik kan het pakket vrijdag aannemen.',
    file: 'Foto van de lamp.jpg',
  },
  pl: {
    team: 'Przykładowa Pomoc',
    customer: 'Karolina Biała',
    agent: 'Anna',
    guest: 'Tomasz Polny',
    subject: 'Zamówienie 4711: uszkodzona lampa',
    question:
      'Dzień dobry,\n\nlampa dotarła dzisiaj, ale klosz jest pęknięty. Czy mogą Państwo przysłać nowy?\n\nDziękuję\nKarolina',
    answer: `Dzień dobry, Pani Karolino,\n\nbardzo nam przykro. Nowy klosz wysyłamy dzisiaj; starego nie trzeba odsyłać. Pani zamówienie: ${MORE}`,
    steps: `Jak założyć nowy klosz:\n\n1. **Proszę wyjąć wtyczkę** i poczekać, aż lampa ostygnie\n2. Przekręcić pierścień w lewo\n3. Założyć klosz, model \`A-60\`\n\nJest też [krótki film](${MORE}).`,
    thanks: 'Świetnie, bardzo dziękuję. W piątek będę w domu.',
    bot: 'Paczka opuściła nasz magazyn i powinna dotrzeć w piątek.',
    guestWords: 'Jestem sąsiadem Karoliny. W piątek mogę odebrać paczkę.',
    file: 'Zdjęcie lampy.jpg',
  },
};
