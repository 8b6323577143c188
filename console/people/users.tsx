import { UserRoundPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { isLocal } from '../data/facts.ts';
import type { User, UserFields } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Empty } from '../parts/marks.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';
import { NewUser } from './new-user.tsx';
import { Presence } from './presence.tsx';
import { useFoundUsers } from './use-found-users.ts';

const refresh = () => client.invalidateQueries({ queryKey: ['users'] });

/** Customers, created by the chat or by a mail. */
export function Users() {
  const say = useSay();
  const [search, setSearch] = useState('');
  const { query, found } = useFoundUsers(search);
  const [isAdding, setAdding] = useState(false);
  return (
    <section class="card" aria-labelledby="users-title">
      <div class="card-head">
        <h2 id="users-title">{say('people.users')}</h2>
        <button type="button" class="button small" onClick={() => setAdding(true)}>
          <UserRoundPlus size={15} aria-hidden="true" /> {say('people.newUser')}
        </button>
      </div>
      {Boolean(query.items?.length) && (
        <SearchField label={say('people.searchUsers')} value={search} onSearch={setSearch} />
      )}
      <Loaded query={{ ...query, data: found }}>
        {(users) =>
          users.length === 0 ? (
            <NoUser search={search} isAll={!query.hasNextPage} />
          ) : (
            <ul class="people">
              {users.map((user) => (
                <Row key={user.userId} user={user} />
              ))}
              {search && query.hasNextPage && <li class="muted">{say('people.searchAbout')}</li>}
            </ul>
          )
        }
      </Loaded>
      <MoreButton query={query} />
      {isAdding && <NewUser onClose={() => setAdding(false)} />}
    </section>
  );
}

function NoUser({ search, isAll }: { search: string; isAll: boolean }) {
  const say = useSay();
  if (!search) {
    return (
      <Empty title={say('people.noUsers')}>
        <p class="muted">{say('people.noUsersAbout')}</p>
      </Empty>
    );
  }
  return (
    <Empty title={say('conversations.noneFound', { text: search })}>
      {!isAll && <p class="muted">{say('people.searchAbout')}</p>}
    </Empty>
  );
}

/** What can be done with a customer. All else keeps the value that it has by now, because every PUT is a full replacement. */
function useUserActions(userId: string, shownName: string) {
  const say = useSay();
  const { run, isBusy } = useAction();
  const path = `/users/${encodeURIComponent(userId)}`;
  const setNotifications = (emailNotifications: boolean) =>
    void run(async () => {
      const { name, email, locale, timeZone, metadata } = await api<User>('GET', path);
      const fields: UserFields = { name, email, locale, timeZone, metadata, emailNotifications };
      await api('PUT', path, fields);
      await refresh();
    });
  const erase = async () => {
    await api('DELETE', path);
    toast(say('people.erasing', { name: shownName }));
    await refresh();
  };
  return { isBusy, setNotifications, erase };
}

function Row({ user }: { user: User }) {
  const say = useSay();
  const { userId, name, email, emailNotifications, suppressed } = user;
  const shownName = name ?? email ?? userId;
  const { isBusy, setNotifications, erase } = useUserActions(userId, shownName);
  return (
    <li>
      <Avatar name={shownName} />
      <div class="person">
        <p class="person-name">
          <bdi>{shownName}</bdi>{' '}
          {Boolean(suppressed) && <Badge tone="bad">{say('people.suppressed')}</Badge>}
        </p>
        <p class="muted">{email ?? say('state.unset')}</p>
      </div>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          aria-label={`${say('people.notifications')}: ${shownName}`}
          aria-checked={emailNotifications}
          checked={emailNotifications}
          aria-disabled={isBusy}
          onChange={({ currentTarget }) => setNotifications(currentTarget.checked)}
        />
        <span>{say('people.notifications')}</span>
      </label>
      {/* elsewhere there are thousands of customers, whose presence is not read one by one */}
      {isLocal && <Presence kind="users" id={userId} name={shownName} />}
      <RemoveButton
        name={shownName}
        title={say('people.erase', { name: shownName })}
        about={say('people.eraseAbout')}
        label={say('do.erase')}
        onRemove={erase}
      />
    </li>
  );
}
