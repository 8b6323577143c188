import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

/** A copy of the files that git knows, with a configuration of its own, so that a developer's is left alone. */
export interface Workspace {
  folder: string;
  /** Additional environment variables for the shell. */
  environment: Record<string, string>;
  /** Changes values of `email-piping.config.json`, as the page says; `undefined` removes one. */
  configure(values: Record<string, unknown>): void;
  /** Changes defaults of settings in the source, as a newer version may. */
  changeDefaults(values: Record<string, string>): void;
  /** Sets the MX record in DNS. */
  pointMail(domain: string, exchange: string): void;
}

export function makeWorkspace(parent: string): Workspace {
  const folder = join(parent, 'project');
  copyProject(folder);
  const home = join(parent, 'home');
  mkdirSync(home);
  // a person would answer "y" when CDK asks about rights
  writeFileSync(join(home, '.cdk.json'), JSON.stringify({ requireApproval: 'never' }));
  const programs = join(parent, 'bin');
  mkdirSync(programs);
  writeProgram(
    join(programs, 'aws'),
    `exec ${findProgram('aws')} --endpoint-url "$AWS_ENDPOINT_URL" "$@"`,
  );
  const zone = join(parent, 'zone.json');
  writeFileSync(zone, JSON.stringify({ mx: {} }));
  const configuration = join(folder, 'email-piping.config.json');
  return {
    folder,
    environment: {
      HOME: home,
      PATH: `${programs}:${join(PROJECT, 'node_modules/node/bin')}:${process.env.PATH}`,
      REHEARSAL_ZONE: zone,
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'stay-here.mjs')}`,
      AWS_PAGER: '',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'rehearsal',
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
      CI: 'true',
    },
    configure: (values) => changeJson(configuration, values),
    changeDefaults: (values) =>
      changeJson(join(folder, 'functions/settings/defaults.json'), values),
    pointMail: (domain, exchange) => {
      writeFileSync(zone, JSON.stringify({ mx: { [domain]: exchange } }));
    },
  };
}

function changeJson(file: string, values: Record<string, unknown>): void {
  const known = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...known, ...values }, undefined, 2));
}

function copyProject(folder: string): void {
  const files = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    encoding: 'utf8',
  }).stdout;
  const needed = files
    .split('\0')
    .filter((file) => /^(bin|lib|functions|console|local|docs\/openapi|[^/]+$)/.test(file));
  for (const file of needed) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT, file), join(folder, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
}

function writeProgram(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}

/** The AWS CLI, version 2 as the page asks for. */
function findProgram(name: string): string {
  const places = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(':')];
  const found = places
    .map((place) => join(place, name))
    .find((file) =>
      /aws-cli\/2\./.test(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
    );
  if (found === undefined) {
    throw new Error(
      'The rehearsal needs the AWS CLI, version 2: sudo apt-get install awscli (Debian), or https://aws.amazon.com/cli/',
    );
  }
  return found;
}
