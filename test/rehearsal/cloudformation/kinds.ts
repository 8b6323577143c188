import type { TemplateValue } from '../../../local/template/template.ts';
import type { MadeResource, PlayedStack } from './played-stack.ts';

/** A resource as the template wants it, without intrinsic functions. */
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
  /** @default a resource that nobody writes to: what it was stays */
  change(wanted: Wanted, known: MadeResource): Promise<Made>;
  remove(resource: MadeResource, stack: PlayedStack): Promise<void>;
  isReplaced(before: MadeResource['properties'], after: MadeResource['properties']): boolean;
}

export interface Kinds {
  of(type: string): Kind;
  /** Types that got a name and nothing else, because neither moto nor we play them. */
  onlyNamed: Set<string>;
}

/** `kinds` of moto's services and of ours; any other type is a name that others may refer to. */
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

/** The name that CloudFormation makes up, and attributes that tell where they come from. */
function named({ stack, logicalId }: Wanted): Made {
  const physicalId = `${stack.name}-${logicalId}`;
  const attributes = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => `arn:aws:played:${logicalId}:${String(name)}` },
  );
  return { physicalId, attributes };
}
