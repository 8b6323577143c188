/** U+2800, the blank Braille pattern, shows nothing, though Unicode counts it as a symbol. */
const NOTHING = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * Whether a text has no visible character: only blanks, zero-width marks, soft hyphens or fillers
 * (Unicode §5.21). Programs leave these in empty mails, and a message of them alone says nothing (S12).
 */
export const showsNothing = (text: string): boolean => NOTHING.test(text);
