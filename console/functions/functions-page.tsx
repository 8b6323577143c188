import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useFunctionLog, useFunctions } from '../data/queries.ts';
import type { FunctionFacts } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { useSay, useSpeech } from '../texts/language.tsx';

/** The functions of this machine's pipeline, with the log of the chosen one. */
export function FunctionsPage({ params: { name } }: { params: { name?: string } }) {
  const say = useSay();
  const query = useFunctions();
  const isKnown = query.data?.some((each) => each.name === name);
  return (
    <div class="page">
      <h1>{say('functions.title')}</h1>
      <p class="muted">{say('functions.about')}</p>
      <Loaded query={query}>
        {(functions) => <FunctionTable functions={functions} chosen={name} />}
      </Loaded>
      {name && isKnown && <Log key={name} name={name} />}
      {name && isKnown === false && <Empty title={say('functions.unknown', { name })} />}
    </div>
  );
}

interface FunctionTableProps {
  functions: FunctionFacts[];
  chosen: string | undefined;
}

function FunctionTable({ functions, chosen }: FunctionTableProps) {
  const say = useSay();
  return (
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
            <Row key={each.name} facts={each} isChosen={each.name === chosen} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const durationOf = (ms: number, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit: ms < 1000 ? 'millisecond' : 'second',
    maximumFractionDigits: ms < 1000 ? 0 : 1,
  }).format(ms < 1000 ? ms : ms / 1000);

function Row({ facts, isChosen }: { facts: FunctionFacts; isChosen: boolean }) {
  const { language } = useSpeech();
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
      <td class="number">{lastDurationMs === null ? '–' : durationOf(lastDurationMs, language)}</td>
      <td class="number optional">{pid ?? '–'}</td>
    </tr>
  );
}

/** Splits a structured log line into its message and its other fields. A line of metrics (EMF) shows their values. */
function readLine(line: string): { level: string; words: string; rest: string } {
  try {
    const told = JSON.parse(line) as Record<string, unknown>;
    const { level, message, timestamp: _at, function: _name, _aws: metrics, ...more } = told;
    const { requestId, ...about } = more;
    const rest = Object.entries({ ...about, ...(requestId !== undefined && { requestId }) })
      .map(
        ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      )
      .join(' · ');
    if (metrics) return { level: '', words: 'metrics', rest };
    return { level: String(level ?? '').toLowerCase(), words: String(message ?? ''), rest };
  } catch {
    return { level: '', words: line, rest: '' };
  }
}

/** The time of a log line to the millisecond, on the reader's clock as everywhere else. */
function Instant({ at }: { at: string }) {
  const { locale } = useSpeech();
  const text = new Date(at).toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  return <time dateTime={at}>{text}</time>;
}

function Log({ name }: { name: string }) {
  const say = useSay();
  const query = useFunctionLog(name);
  const section = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const count = query.data?.length ?? 0;
  const isLoaded = query.data !== undefined;
  // in a low window it is below what one sees
  useEffect(() => {
    if (isLoaded) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isLoaded]);
  useEffect(() => {
    if (count > 0) place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [count]);
  return (
    <section class="card" aria-labelledby="log-title" ref={section}>
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
                    <Instant at={at} /> <b>{words}</b> <span class="muted">{rest}</span>
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
