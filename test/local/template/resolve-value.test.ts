// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes them.
import { describe, expect, it } from 'vitest';
import { type ResolverContext, resolveValue } from '../../../local/template/resolve-value.ts';
import type { TemplateValue } from '../../../local/template/template.ts';

const context: ResolverContext = {
  pseudoParameters: { 'AWS::Region': 'eu-west-1' },
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
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:Queue'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'B' }]] }, 'a/ref-B'],
    [
      'Fn::Sub',
      { 'Fn::Sub': 'x-${AWS::Region}-${Queue}-${Queue.Arn}' },
      'x-eu-west-1-ref-Queue-arn:Queue',
    ],
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
    await expect(resolve({ 'Fn::If': ['IsLocal', 1, 2] })).rejects.toThrow('Fn::If');
  });

  it('names an attribute without a local value', async () => {
    await expect(resolve({ 'Fn::GetAtt': ['Queue', 'Colour'] })).rejects.toThrow('Queue.Colour');
  });
});
