import { randomUUID } from 'node:crypto';
import type { Template, TemplateValue } from '../../../local/template/template.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

export interface StackTemplate extends Template {
  Resources: Record<
    string,
    Template['Resources'][string] & {
      DependsOn?: string | string[];
      DeletionPolicy?: string;
      UpdateReplacePolicy?: string;
    }
  >;
}

export interface MadeResource {
  logicalId: string;
  type: string;
  physicalId: string;
  attributes: Record<string, string>;
  properties: Record<string, TemplateValue>;
}

export interface ChangeSet {
  name: string;
  id: string;
  type: string;
  body: string;
  /** Ids of resources that it adds, changes or removes. */
  changes: { logicalId: string; type: string; action: string }[];
}

export interface PlayedStack {
  name: string;
  id: string;
  status: string;
  reason: string;
  body: string;
  isProtected: boolean;
  resources: Map<string, MadeResource>;
  outputs: Record<string, string>;
  events: { logicalId: string; type: string; status: string; reason: string; at: string }[];
  changeSets: Map<string, ChangeSet>;
}

export const newStack = (name: string): PlayedStack => ({
  name,
  id: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/${randomUUID()}`,
  status: 'REVIEW_IN_PROGRESS',
  reason: '',
  body: '{"Resources": {}}',
  isProtected: false,
  resources: new Map(),
  outputs: {},
  events: [],
  changeSets: new Map(),
});

export const templateOf = ({ body }: { body: string }): StackTemplate =>
  JSON.parse(body) as StackTemplate;
