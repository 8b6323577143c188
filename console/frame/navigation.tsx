import {
  Inbox,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Send,
  Settings,
  SquareFunction,
  Users,
  Webhook,
} from 'lucide-preact';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { facts, isLocal } from '../data/facts.ts';
import type { Liveness } from '../data/live.ts';
import type { TextKey } from '../texts/en.ts';
import { useSpeech } from '../texts/language.tsx';
import { Choices } from './choices.tsx';
import { HeldCount } from './held-count.tsx';

interface Section {
  path: string;
  name: TextKey;
  icon: LucideIcon;
  isLocal?: true;
  /** What waits there. */
  count?: () => JSX.Element | null;
}

const SECTIONS: Section[] = [
  { path: '/conversations', name: 'nav.conversations', icon: MessagesSquare },
  { path: '/mail-in', name: 'nav.mailIn', icon: Inbox, count: HeldCount },
  { path: '/mail-out', name: 'nav.mailOut', icon: Send, isLocal: true },
  { path: '/people', name: 'nav.people', icon: Users },
  { path: '/webhooks', name: 'nav.webhooks', icon: Webhook },
  { path: '/functions', name: 'nav.functions', icon: SquareFunction, isLocal: true },
  { path: '/settings', name: 'nav.settings', icon: Settings },
];

interface NavigationProps {
  liveness: Liveness;
  onSignOut(): void;
}

export function Navigation({ liveness, onSignOut }: NavigationProps) {
  const { say } = useSpeech();
  const [path] = useLocation();
  const section = SECTIONS.find(({ path: to }) => path.startsWith(to));
  const isLivenessShown = isLocal || liveness === 'lost';
  const title = [section && say(section.name), say('app.name')].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <header class="rail">
      <p class="brand">
        <span class="brand-mark" aria-hidden="true">
          <Mail size={18} />
        </span>
        <span class="brand-name">{say('app.name')}</span>
      </p>
      <nav aria-label={say('nav.label')}>
        <ul>
          {SECTIONS.filter((section) => isLocal || !section.isLocal).map(
            ({ path: to, name, icon: Icon, count: Count }) => (
              <li key={to}>
                <Link
                  href={to}
                  title={say(name)}
                  aria-current={path.startsWith(to) ? 'page' : undefined}
                >
                  <Icon size={18} aria-hidden="true" />
                  <span class="section-name">{say(name)}</span>
                  {Count && <Count />}
                </Link>
              </li>
            ),
          )}
        </ul>
      </nav>
      <div class="rail-foot">
        <p class={isLivenessShown ? `liveness ${liveness}` : undefined} role="status">
          {isLivenessShown && say(`app.live.${liveness}`)}
        </p>
        {!isLocal && (
          <button type="button" class="button quiet small sign-out" onClick={onSignOut}>
            {say('app.signOut')}
          </button>
        )}
        {facts.address && <p class="muted address">{facts.address}</p>}
        <Choices />
      </div>
    </header>
  );
}
