// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes them.
import { describe, expect, it } from 'vitest';
import { resolveValue } from '../../../local/template/resolve-value.ts';
import type { ResolverContext } from '../../../local/template/resolver-context.ts';
import type { TemplateValue } from '../../../local/template/template.ts';

const context: ResolverContext = {
  template: {
    Resources: {},
    Parameters: { Size: { Type: 'Number', Default: 3 } },
    Mappings: { Sizes: { small: { memory: 128 } } },
    Conditions: { IsLocal: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
  },
  pseudoParameters: { 'AWS::Region': 'eu-west-1', 'AWS::Partition': 'aws' },
  resourceOf: async (logicalId) => ({
    ref: `ref-${logicalId}`,
    attributes: { Arn: `arn:${logicalId}` },
  }),
};
const resolve = (value: TemplateValue) => resolveValue(value, context);

describe('resolveValue', () => {
  it.each<[string, TemplateValue, TemplateValue]>([
    ['Ref of a resource', { Ref: 'Queue' }, 'ref-Queue'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref of a parameter', { Ref: 'Size' }, 3],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:Queue'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:Queue'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'B' }]] }, 'a/ref-B'],
    [
      'Fn::Sub',
      { 'Fn::Sub': 'x-${AWS::Region}-${Queue.Arn}-${!kept}' },
      'x-eu-west-1-arn:Queue-${kept}',
    ],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': ['${Own}/${Queue}', { Own: { Ref: 'A' } }] },
      'ref-A/ref-Queue',
    ],
    [
      'Fn::Select of Fn::Split',
      { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Q', 'Arn'] }] }] },
      'Q',
    ],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
    ['Fn::If', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    ['AWS::NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
    ['values deep inside', { a: [{ b: { Ref: 'C' } }] }, { a: [{ b: 'ref-C' }] }],
    [
      "a policy's Condition",
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
  ])('resolves %s', async (_name, value, expected) => {
    expect(await resolve(value)).toEqual(expected);
  });

  it('names a function that it cannot resolve', async () => {
    await expect(resolve({ 'Fn::Transform': {} })).rejects.toThrow('Fn::Transform');
  });

  it('names an attribute without a local value', async () => {
    await expect(resolve({ 'Fn::GetAtt': ['Queue', 'Colour'] })).rejects.toThrow('Queue.Colour');
  });
});
