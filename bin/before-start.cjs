/**
 * Runs before `npm start` and `npm test` in plain JavaScript, which any version of Node
 * understands. It says in one sentence what is missing, instead of a stack trace.
 */
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** The first version that runs TypeScript directly. */
const OLDEST = [22, 18];

const [major, minor] = process.versions.node.split('.').map(Number);
const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
const modules = join(__dirname, '../node_modules');
const isInstalled = ['aws-cdk-lib', 'vite', 'hono'].every((name) =>
  existsSync(join(modules, name)),
);

function stop(what, how) {
  console.error(`\n${what}\n\n  ${how}\n`);
  process.exit(1);
}

if (!isInstalled)
  stop('The packages are not installed yet. Run this first, it takes about a minute:', 'npm ci');
if (isOld)
  stop(
    `This runs under Node 24, which "npm ci" brings along; found is Node ${process.versions.node}, because scripts of packages were not run. Mend it with:`,
    'npm rebuild node',
  );
