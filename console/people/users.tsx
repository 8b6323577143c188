import { UserRoundPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useUsers } from '../data/queries.ts';
import type { User } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Empty } from '../parts/marks.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { Presence } from './presence.tsx';

const refresh = () => client.invalidateQueries({ queryKey: ['users'] });

/** Customers, whether the chat or a mail made them. */
export function Users() {
  const say = useSay();
  const query = useUsers();
  const [isAdding, setAdding] = useState(false);
  return (
    <section class="card" aria-labelledby="users-title">
      <div class="card-head">
        <h2 id="users-title">{say('people.users')}</h2>
        <button type="button" class="button small" onClick={() => setAdding(true)}>
          <UserRoundPlus size={15} aria-hidden="true" /> {say('people.newUser')}
        </button>
      </div>
      <Loaded query={query}>
        {(users) =>
          users.length === 0 ? (
            <Empty title={say('people.noUsers')} />
          ) : (
            <ul class="people">
              {users.map((user) => (
                <Row key={user.userId} user={user} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <NewUser onClose={() => setAdding(false)} />}
    </section>
  );
}

function Row({ user }: { user: User }) {
  const say = useSay();
  const { run, isBusy } = useAction();
  const [isErasing, setErasing] = useState(false);
  const { userId, name, email, emailNotifications, locale, presence, suppressed } = user;
  const path = `/users/${encodeURIComponent(userId)}`;
  const shownName = name ?? email ?? userId;
  const setNotifications = (isOn: boolean) =>
    void run(async () => {
      const kept = { ...(name && { name }), ...(email && { email }), ...(locale && { locale }) };
      await api('PUT', path, { ...kept, emailNotifications: isOn });
      await refresh();
    });
  const erase = () =>
    void run(async () => {
      await api('DELETE', path);
      setErasing(false);
      await refresh();
    });
  return (
    <li>
      <Avatar name={shownName} />
      <div class="person">
        <p class="person-name">
          {shownName} {Boolean(suppressed) && <Badge tone="bad">{say('people.suppressed')}</Badge>}
        </p>
        <p class="muted">{email ?? say('state.unset')}</p>
      </div>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          aria-checked={emailNotifications}
          checked={emailNotifications}
          disabled={isBusy}
          onChange={({ currentTarget }) => setNotifications(currentTarget.checked)}
        />
        <span>{say('people.notifications')}</span>
      </label>
      <Presence kind="users" id={userId} name={shownName} shown={presence} />
      <button
        type="button"
        class="button quiet small"
        aria-label={`${say('do.delete')}: ${shownName}`}
        onClick={() => setErasing(true)}
      >
        {say('do.delete')}
      </button>
      <Dialog
        title={say('people.erase', { name: shownName })}
        about={say('people.eraseAbout')}
        isOpen={isErasing}
        onClose={() => setErasing(false)}
      >
        <div class="actions">
          <button type="button" class="button quiet" onClick={() => setErasing(false)}>
            {say('do.cancel')}
          </button>
          <button type="button" class="button danger" disabled={isBusy} onClick={erase}>
            {say('do.delete')}
          </button>
        </div>
      </Dialog>
    </li>
  );
}

function NewUser({ onClose }: { onClose(): void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const { isBusy, run } = useAction();
  const save = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await api('PUT', `/users/${freshId(name, 'customer')}`, { name, ...(email && { email }) });
      await refresh();
      onClose();
    });
  };
  return (
    <Dialog title={say('people.newUser')} isOpen onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <TextField label={say('people.name')} value={name} onChange={setName} required />
        <TextField label={say('people.email')} type="email" value={email} onChange={setEmail} />
        <div class="actions">
          <button type="submit" class="button primary" disabled={isBusy}>
            {say('do.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
