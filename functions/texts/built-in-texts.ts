import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pl from './pl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };

/** Every sentence of our mails and notices, in one language (S18). */
export type Texts = typeof en;
export type TextName = keyof Texts;

/** By language. Used both to compose mails and to recognise our sentences in answers (S6, S12). */
export const BUILT_IN_TEXTS: Readonly<Record<string, Texts>> = { en, it, de, fr, es, pt, nl, pl };
export const TEXT_NAMES = Object.keys(en) as TextName[];
