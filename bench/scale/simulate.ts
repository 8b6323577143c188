/** One step on a mail's way: a queue and its workers. */
export interface Station {
  name: string;
  /** Instances that work at the same time. */
  servers: number;
  /** Most items of one call. */
  batch: number;
  /** Milliseconds of a call in addition to its items. */
  perCallMs: number;
  /** Milliseconds that an instance computes for one item. It has one thread, so its items compute one after the other. */
  cpuMs: number;
  /** Milliseconds that one item waits for other services, while its instance can work on items of other turns. */
  waitMs: number;
  /** Milliseconds of an item's waiting that are its alone: the next item of the call begins its own afterwards. @default 0 */
  aloneMs?: number;
  /** Items of a call that can be in work at the same time. One person's items follow one another (decision 0103). */
  turns: number;
  /** Items per second that the service behind it accepts; the others wait. */
  itemsPerSecond?: number;
}

export interface StationReport {
  name: string;
  /** Used share of what its instances, or the service behind them, could have done. */
  utilisation: number;
  /** Milliseconds in the queue. */
  oldestMs: number;
  medianMs: number;
}

interface Work {
  station: Station;
  queue: { item: number; since: number }[];
  head: number;
  busy: number;
  busyMs: number;
  nextTurnMs: number;
  waits: number[];
}

interface Event {
  at: number;
  run: () => void;
}

/** Events by time in a binary heap, because a day of mail has millions. */
class Agenda {
  readonly #events: Event[] = [];

  add(at: number, run: () => void): void {
    const events = this.#events;
    let place = events.push({ at, run }) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if ((events[above] as Event).at <= at) break;
      events[place] = events[above] as Event;
      place = above;
    }
    events[place] = { at, run };
  }

  next(): Event | undefined {
    const events = this.#events;
    const [first] = events;
    const last = events.pop();
    if (first && last && events.length > 0) this.#sink(last);
    return first;
  }

  #sink(event: Event): void {
    const events = this.#events;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= events.length) break;
      const [left, right] = [events[below] as Event, events[below + 1]];
      if (right && right.at < left.at) below += 1;
      if ((events[below] as Event).at >= event.at) break;
      events[place] = events[below] as Event;
      place = below;
    }
    events[place] = event;
  }
}

/**
 * Simulates items that pass the stations one after the other. `arrivals` are milliseconds,
 * ascending. Returns how long items waited at each station, and when the last one was done.
 */
export function simulate(
  stations: Station[],
  arrivals: number[],
): { stations: StationReport[]; endMs: number } {
  const agenda = new Agenda();
  const works = stations.map(
    (station): Work => ({
      station,
      queue: [],
      head: 0,
      busy: 0,
      busyMs: 0,
      nextTurnMs: 0,
      waits: [],
    }),
  );
  let now = 0;

  const enter = (place: number, item: number): void => {
    const work = works[place];
    if (!work) return;
    work.queue.push({ item, since: now });
    begin(place, work);
  };

  const begin = (place: number, work: Work): void => {
    const { servers, batch } = work.station;
    if (work.busy >= servers || work.head >= work.queue.length) return;
    const taken = work.queue.slice(work.head, work.head + batch);
    work.head += taken.length;
    work.busy += 1;
    const endsAt = now + timeOf(work, taken.length, now);
    for (const { since } of taken) work.waits.push(now - since);
    work.busyMs += endsAt - now;
    agenda.add(endsAt, () => {
      work.busy -= 1;
      for (const { item } of taken) enter(place + 1, item);
      begin(place, work);
    });
  };

  arrivals.forEach((at, item) => void agenda.add(at, () => enter(0, item)));
  for (let event = agenda.next(); event; event = agenda.next()) {
    now = event.at;
    event.run();
  }
  return { stations: works.map((work) => reportOf(work, now)), endMs: now };
}

/** A call ends when its work is done and the service's rate has admitted its items. */
function timeOf(work: Work, items: number, now: number): number {
  const { perCallMs, cpuMs, waitMs, aloneMs = 0, turns, itemsPerSecond } = work.station;
  const workMs = perCallMs + items * (cpuMs + aloneMs) + Math.ceil(items / turns) * waitMs;
  if (itemsPerSecond === undefined) return workMs;
  work.nextTurnMs = Math.max(work.nextTurnMs, now) + (items * 1000) / itemsPerSecond;
  return Math.max(workMs, work.nextTurnMs - now);
}

function reportOf({ station, busyMs, waits }: Work, endMs: number): StationReport {
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    name: station.name,
    utilisation:
      station.itemsPerSecond === undefined
        ? busyMs / (endMs * station.servers)
        : (waits.length * 1000) / (station.itemsPerSecond * endMs),
    oldestMs: sorted.at(-1) ?? 0,
    medianMs: sorted[sorted.length >> 1] ?? 0,
  };
}
