import { QueryClientProvider } from '@tanstack/preact-query';
import { render } from 'preact';
import { client } from './data/client.ts';
import { App } from './frame/app.tsx';
import { LanguageProvider } from './texts/language.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/panes.css';
import './styles/controls.css';
import './styles/cards.css';
import './styles/dialogs.css';
import './styles/tabs.css';
import './styles/entries.css';
import './styles/chat.css';
import './styles/attachments.css';
import './styles/tour.css';
import './styles/mails.css';
import './styles/sections.css';
import './styles/settings.css';
import './styles/touch.css';
import './styles/forced-colors.css';
import './styles/print.css';

const place = document.getElementById('app');
if (place) {
  render(
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </QueryClientProvider>,
    place,
  );
}
