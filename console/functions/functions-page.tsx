import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useFunctionLog, useFunctions } from '../data/queries.ts';
import type { FunctionFacts } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';

/** The functions of this machine's pipeline, with the log of the chosen one. */
export function FunctionsPage({ params: { name } }: { params: { name?: string } }) {
  const say = useSay();
  const query = useFunctions();
  return (
    <div class="page">
      <h1>{say('functions.title')}</h1>
      <p class="muted">{say('functions.about')}</p>
      <Loaded query={query}>
        {(functions) => (
          <section class="card table-card" aria-label={say('functions.title')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('functions.name')}</th>
                  <th scope="col" class="number">
                    {say('functions.runs')}
                  </th>
                  <th scope="col" class="number">
                    {say('functions.errors')}
                  </th>
                  <th scope="col" class="number">
                    {say('functions.last')}
                  </th>
                  <th scope="col" class="number optional">
                    {say('functions.process')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {functions.map((each) => (
                  <Row key={each.name} facts={each} isChosen={each.name === name} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Loaded>
      {name && <Log key={name} name={name} />}
    </div>
  );
}

const durationOf = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

function Row({ facts, isChosen }: { facts: FunctionFacts; isChosen: boolean }) {
  const { name, pid, invocations, errors, lastDurationMs } = facts;
  return (
    <tr class={isChosen ? 'chosen' : ''}>
      <th scope="row">
        <Link href={`/functions/${name}`} aria-current={isChosen ? 'true' : undefined}>
          {name}
        </Link>
      </th>
      <td class="number">{invocations}</td>
      <td class={`number ${errors > 0 ? 'bad' : ''}`}>{errors}</td>
      <td class="number">{lastDurationMs === null ? '–' : durationOf(lastDurationMs)}</td>
      <td class="number optional">{pid ?? '–'}</td>
    </tr>
  );
}

interface LogEntry {
  level?: string | number;
  msg?: string;
  message?: string;
}

const PINO_LEVELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };

/** A line of structured log as words and what came with them. */
function readLine(line: string): { level: string; words: string; rest: string } {
  try {
    const { level, msg, message, ...rest } = JSON.parse(line) as LogEntry & Record<string, unknown>;
    const { time: _time, timestamp: _timestamp, pid: _pid, hostname: _hostname, ...more } = rest;
    const named = typeof level === 'number' ? PINO_LEVELS[level] : level?.toLowerCase();
    return { level: named ?? '', words: msg ?? message ?? '', rest: JSON.stringify(more) };
  } catch {
    return { level: '', words: line, rest: '' };
  }
}

function Log({ name }: { name: string }) {
  const say = useSay();
  const query = useFunctionLog(name);
  const place = useRef<HTMLDivElement>(null);
  const count = query.data?.length ?? 0;
  useEffect(() => {
    if (count > 0) place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [count]);
  return (
    <section class="card" aria-labelledby="log-title">
      <h2 id="log-title">{say('functions.log', { name })}</h2>
      <Loaded query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty title={say('functions.noLog')} />
          ) : (
            <div
              class="function-log"
              ref={place}
              tabIndex={0}
              role="log"
              aria-labelledby="log-title"
            >
              {lines.map(({ at, line }, index) => {
                const { level, words, rest } = readLine(line);
                return (
                  <p key={index} class={level}>
                    <time dateTime={at}>{at.slice(11, 23)}</time> <b>{words}</b>{' '}
                    <span class="muted">{rest}</span>
                  </p>
                );
              })}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
