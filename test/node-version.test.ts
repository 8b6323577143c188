import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

describe('toolchain', () => {
  it("runs under the Lambda's own major version of Node", () => {
    expect(process.versions.node.split('.')[0]).toBe('24');
  });

  it('pins every dependency to one version', () => {
    const { dependencies, devDependencies, optionalDependencies } = packageJson;
    const versions = Object.values({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    });
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
