import type { Template } from './template.ts';

/** What `Ref` and `Fn::GetAtt` of a created resource give. */
export interface ResourceHandle {
  ref: string;
  attributes: Record<string, string>;
}

export interface ResolverContext {
  template: Template;
  /** `AWS::Region` and the like. */
  pseudoParameters: Record<string, string>;
  /** Gives the resource, creating it first where that has not happened yet. */
  resourceOf(logicalId: string): Promise<ResourceHandle>;
}
