import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const template = synthesize();
const { Resources: resources } = template.toJSON();

/** The logical ids that a part of the template refers to. */
function referencesIn(part: unknown): string[] {
  if (typeof part === 'string') return [...part.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map(idOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'Ref') return [String(value)];
    if (name === 'Fn::GetAtt') return [String(value[0])];
    if (name === 'DependsOn') return [value].flat().map(String);
    return referencesIn(value);
  });
}

const idOf = (match: RegExpMatchArray): string => match[1] ?? '';

/** The resources of a circular dependency, which CloudFormation refuses, or undefined. */
function findCircle(id: string, path: string[], finished: Set<string>): string[] | undefined {
  if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
  if (finished.has(id) || resources[id] === undefined) return undefined;
  for (const next of referencesIn(resources[id])) {
    const circle = findCircle(next, [...path, id], finished);
    if (circle !== undefined) return circle;
  }
  finished.add(id);
  return undefined;
}

describe('EmailPipingStack', () => {
  it('has no circular dependency', () => {
    const finished = new Set<string>();
    const circles = Object.keys(resources).map((id) => findCircle(id, [], finished));
    expect(circles.filter((circle) => circle !== undefined)).toEqual([]);
    expect(finished.size).toBe(Object.keys(resources).length);
  });

  it('names neither account nor region, so that it synthesizes offline', () => {
    expect(JSON.stringify(resources)).not.toMatch(/\b\d{12}\b|[a-z]{2}-[a-z]+-\d\b/);
  });

  it.each(['deploy', 'operations'])('outputs what the commands of docs/%s.md need', (page) => {
    const text = readFileSync(`docs/${page}.md`, 'utf8');
    const named = [...text.matchAll(/(?:\$\(output |\boutputs? `|<(?=[A-Z]))(\w+)/g)];
    const outputs = Object.keys(template.toJSON().Outputs);
    expect(outputs).toEqual(expect.arrayContaining(named.map(([, name]) => name)));
    expect(named).not.toHaveLength(0);
    // it has more than 100 resources, and DescribeStackResources shows no more
    expect(text).not.toContain('describe-stack-resources');
  });

  it('keeps two stages apart in one account', () => {
    const other = JSON.stringify(synthesize({ stage: 'other' }).toJSON().Resources);
    expect(other).not.toMatch(/email-piping[/-]test[/-]/);
  });
});
