import { beforeAll } from 'vitest';
import { beginVisit } from './console/visit.ts';
import { walkChat } from './console/walk-chat.ts';
import { walkEverywhere } from './console/walk-everywhere.ts';
import { walkFirstVisit } from './console/walk-first-visit.ts';
import { walkMailIn } from './console/walk-mail-in.ts';
import { walkNewConversation } from './console/walk-new-conversation.ts';
import { walkOtherSections } from './console/walk-other-sections.ts';
import type { Stage } from './stage.ts';

export function walkConsole(stage: Stage): void {
  beforeAll(() => beginVisit(stage));
  walkFirstVisit();
  walkChat();
  walkNewConversation();
  walkMailIn();
  walkOtherSections();
  walkEverywhere();
}
