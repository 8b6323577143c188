import { parseArgs } from 'node:util';

/** What the options of `cdk deploy` say about the configuration (`-c NAME=VALUE`) and the credentials; the rest is CDK's alone. */
export function readDeployOptions(given: readonly string[]) {
  const { values } = parseArgs({
    args: [...given],
    strict: false,
    options: {
      context: { type: 'string', short: 'c', multiple: true },
      profile: { type: 'string' },
    },
  });
  const pairs = (values.context ?? []).map((pair) => {
    const [name = '', ...value] = String(pair).split('=');
    return [name, value.join('=')] as const;
  });
  const profile = typeof values.profile === 'string' ? values.profile : undefined;
  return { context: Object.fromEntries(pairs), profile };
}
