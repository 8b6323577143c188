import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'aws-lambda-ric';
const VERSION = '4.0.2';
const PLACE = join(import.meta.dirname, `../../node_modules/.cache/${PACKAGE}-${VERSION}`);

/**
 * Installs AWS's runtime interface client for Node, which runs functions on Lambda. It is no dependency of ours: its installation compiles curl, which
 * is left out here (native-client.cjs).
 */
export function installClient(): string {
  const client = join(PLACE, 'node_modules', PACKAGE, 'index.mjs');
  if (existsSync(client)) return client;
  mkdirSync(PLACE, { recursive: true });
  const options = ['--ignore-scripts', '--no-save', '--no-package-lock', '--prefix', PLACE];
  execFileSync('npm', ['install', ...options, `${PACKAGE}@${VERSION}`], { stdio: 'pipe' });
  return client;
}
