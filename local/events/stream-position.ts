import type { StateSpace } from '../engines/state.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

/**
 * The last record of a stream that a mapping has finished, kept between runs. The number of another stream says nothing
 * of this one: a table in an engine's memory begins anew with the engine.
 */
export class StreamPosition {
  readonly #space: StateSpace;
  readonly #id: string;
  #finished: bigint;

  constructor(space: StateSpace, { id, sourceArn }: Pick<EventSourceMapping, 'id' | 'sourceArn'>) {
    this.#space = space;
    this.#id = id;
    const stream = `stream of ${id}`;
    const known = space.get(stream) ?? sourceArn;
    if (known !== sourceArn) space.delete(id);
    space.set(stream, sourceArn);
    this.#finished = BigInt(space.get(id) ?? '0');
  }

  get finished(): bigint {
    return this.#finished;
  }

  finish(sequence: bigint): void {
    if (sequence <= this.#finished) return;
    this.#finished = sequence;
    this.#space.set(this.#id, String(sequence));
  }
}
