import type { TemplateValue } from '../../../local/template/template.ts';
import type { MadeResource, PlayedStack } from './played-stack.ts';

/** A resource of the template, with intrinsic functions resolved. */
export interface Wanted {
  stack: PlayedStack;
  logicalId: string;
  type: string;
  properties: Record<string, TemplateValue>;
}

export type Made = Pick<MadeResource, 'physicalId' | 'attributes'>;

/** One type of resource: what CloudFormation does with it. */
export interface Kind {
  make(wanted: Wanted): Promise<Made>;
  /** @default - leaves the resource unchanged */
  change(wanted: Wanted, known: MadeResource): Promise<Made>;
  remove(resource: MadeResource, stack: PlayedStack): Promise<void>;
  isReplaced(before: MadeResource['properties'], after: MadeResource['properties']): boolean;
}

export interface Kinds {
  of(type: string): Kind;
  /** Types that only get a name, because neither moto nor we play them. */
  onlyNamed: Set<string>;
}

/** `kinds` are those of moto and ours; any other type is only a name to refer to. */
export function createKinds(kinds: Readonly<Record<string, Partial<Kind>>>): Kinds {
  const onlyNamed = new Set<string>();
  return {
    onlyNamed,
    of: (type) => {
      const known = kinds[type];
      if (known === undefined) onlyNamed.add(type);
      return { ...NAMED, ...known };
    },
  };
}

const NAMED: Kind = {
  make: async (wanted) => named(wanted),
  change: async (_wanted, { physicalId, attributes }) => ({ physicalId, attributes }),
  remove: async () => undefined,
  isReplaced: () => false,
};

/** A generated name, and attributes that show their origin. */
function named({ stack, logicalId }: Wanted): Made {
  const physicalId = `${stack.name}-${logicalId}`;
  const attributes = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => `arn:aws:played:${logicalId}:${String(name)}` },
  );
  return { physicalId, attributes };
}
