import { createHash } from 'node:crypto';
import type { Wanted } from '../cloudformation/kinds.ts';

/** A generated name. CloudFormation's end in random letters, ours in letters from the stack's id, which change with every deployment. */
export function chanceName({ stack, logicalId }: Wanted, longest: number): string {
  const chance = createHash('sha256').update(`${stack.id}${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stack.name}-${logicalId}`.slice(0, longest - chance.length - 1)}-${chance}`;
}
