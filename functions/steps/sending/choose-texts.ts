import { BUILT_IN_TEXTS, type Texts } from '../../texts/built-in-texts.ts';
import { mergeTexts } from '../../texts/merge-texts.ts';
import type { Log } from '../ports.ts';
import type { TeamTemplates } from './ports.ts';

export interface ChosenTexts {
  locale: string;
  texts: Texts;
  /** The team's logo, if it is not in the bucket. */
  logoUrl?: string;
  /** Where the team's chat shows a conversation; `{conversation}` stands for its number. */
  chatUrl?: string;
}

/** The texts of the first locale that we or the team have. A faulty text of the team is logged and ours is used; nothing fails (S18). */
export async function chooseTexts(
  locales: string[],
  { templates, log }: { templates: TeamTemplates; log: Log },
): Promise<ChosenTexts> {
  for (const locale of locales) {
    const team = await templates.readTexts(locale);
    if (!team && !BUILT_IN_TEXTS[locale]) continue;
    const { texts, problems } = mergeTexts(locale, team);
    for (const { key, reason } of problems) {
      log.warn(
        { template: `templates/${locale}.json`, key, reason },
        'a text of the team is refused',
      );
    }
    return { locale, texts, ...readUrls(team) };
  }
  return { locale: 'en', texts: mergeTexts('en', undefined).texts };
}

function readUrls(
  team: Record<string, unknown> | undefined,
): Pick<ChosenTexts, 'logoUrl' | 'chatUrl'> {
  const { logoUrl, chatUrl } = team ?? {};
  return { ...(isUsable(logoUrl) && { logoUrl }), ...(isUsable(chatUrl) && { chatUrl }) };
}

const isUsable = (url: unknown): url is string =>
  typeof url === 'string' && /^https:\/\/[^\s"<>]{1,1000}$/.test(url);
