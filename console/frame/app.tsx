import { useEffect, useState } from 'preact/hooks';
import { Redirect, Route, Router, Switch } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import { ConversationsPage } from '../conversations/conversations-page.tsx';
import { client } from '../data/client.ts';
import { isLocal, token } from '../data/facts.ts';
import { useLive } from '../data/live.ts';
import { isTokenRefused } from '../data/token-refused.ts';
import { FunctionsPage } from '../functions/functions-page.tsx';
import { MailInPage } from '../mails/mail-in-page.tsx';
import { MailOutPage } from '../mails/mail-out-page.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { PeoplePage } from '../people/people-page.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { useSay } from '../texts/language.tsx';
import { WebhooksPage } from '../webhooks/webhooks-page.tsx';
import { Navigation } from './navigation.tsx';
import { SignIn, SignInAgain } from './sign-in.tsx';
import { applyTheme, keptTheme } from './theme.ts';
import { START, UnknownPage } from './unknown-page.tsx';

/** The frame of the page: navigation, and the section in the URL. */
export function App() {
  const [hasToken, setHasToken] = useState(token.read() !== undefined);
  useEffect(() => applyTheme(keptTheme()), []);
  const hasEnded = isTokenRefused.use();
  const enter = () => {
    isTokenRefused.set(false);
    setHasToken(true);
    void client.invalidateQueries();
  };
  if (!hasToken) return <SignIn onToken={enter} />;
  const signOut = () => {
    token.forget();
    client.clear();
    setHasToken(false);
  };
  return (
    <>
      <Sections onSignOut={signOut} />
      {hasEnded && !isLocal && (
        <SignInAgain onToken={enter} onClose={() => isTokenRefused.set(false)} />
      )}
    </>
  );
}

function Sections({ onSignOut }: { onSignOut(): void }) {
  const say = useSay();
  const liveness = useLive();
  return (
    <Router hook={useHashLocation}>
      <button type="button" class="skip" onClick={skipToMain}>
        {say('app.skip')}
      </button>
      <div class="shell">
        <Navigation liveness={liveness} onSignOut={onSignOut} />
        {/* a narrow window has no room for the words in the navigation, where screen readers hear them */}
        {liveness === 'lost' && (
          <p class="lost-connection" aria-hidden="true">
            {say('app.live.lost')}
          </p>
        )}
        <main id="main" tabIndex={-1}>
          <Switch>
            <Route path="/conversations/:id?/:view?/:mail?" component={ConversationsPage} />
            <Route path="/mail-in/of/:outcome/:id?" component={MailInPage} />
            <Route path="/mail-in/:id?" component={MailInPage} />
            {isLocal && <Route path="/mail-out/:id?" component={MailOutPage} />}
            <Route path="/people" component={PeoplePage} />
            <Route path="/webhooks/:id?" component={WebhooksPage} />
            {isLocal && <Route path="/functions/:name?" component={FunctionsPage} />}
            <Route path="/settings">
              <SettingsPage onSignOut={onSignOut} />
            </Route>
            <Route path="/">
              <Redirect to={START} />
            </Route>
            <Route component={UnknownPage} />
          </Switch>
        </main>
      </div>
      <Toasts />
    </Router>
  );
}

/** A link would not work, because the part behind # is the section's address. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
