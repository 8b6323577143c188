import type { Template } from './template.ts';

/** Results of `Ref` and `Fn::GetAtt` for a created resource. */
export interface ResourceHandle {
  ref: string;
  attributes: Record<string, string>;
}

export interface ResolverContext {
  template: Template;
  /** Pseudo parameters such as `AWS::Region`. */
  pseudoParameters: Record<string, string>;
  /** Returns the resource; creates it first if necessary. */
  resourceOf(logicalId: string): Promise<ResourceHandle>;
}
