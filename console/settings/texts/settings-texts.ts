import { en } from './en.ts';
import { it } from './it.ts';

export const SETTINGS_TEXTS = { en, it } as const;
