/** Layer rules (docs/architecture.md, "Layers"). @type {import('dependency-cruiser').IConfiguration} */
const HANDLER = '^functions/[^/]+\\.ts$';
const node = (...names) => `^(node:)?(${names.join('|')})$`;
const npm = (...names) => `node_modules/(${names.join('|')})(/|$)`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'mail-is-pure',
      '^functions/mail/',
      [
        '^functions/mail/',
        npm('mailparser', '@types/mailparser', '@zone-eu/mailsplit', 'libmime', 'libbase64', 'libqp', 'iconv-lite', 'chardet', 'tldts', 'nodemailer', '@types/nodemailer'),
        node('crypto', 'buffer', 'stream', 'util', 'stream/promises', 'url'),
      ],
      'octets in, message out: no AWS, no clock, no network',
    ),
    only(
      'replies-are-pure',
      '^functions/replies/',
      ['^functions/(replies|texts|mail)/', npm('parse5', 'htmlparser2', 'domhandler', 'domutils', 'entities', 'sanitize-html', '@types/sanitize-html')],
      'a body in, what the person newly wrote out',
    ),
    only(
      'conversations-are-pure',
      '^functions/conversations/',
      ['^functions/(conversations|mail)/', npm('ulid'), node('crypto')],
      'rules over plain data',
    ),
    only('texts-are-pure', '^functions/texts/', ['^functions/texts/'], 'every sentence we send, for those who compose and those who recognise'),
    only('settings-are-pure', '^functions/settings/', ['^functions/settings/', npm('valibot')], 'schema, defaults and bounds'),
    only(
      'notifications-compose-only',
      '^functions/notifications/',
      ['^functions/(notifications|texts|conversations|mail)/', npm('nodemailer', '@types/nodemailer', 'markdown-it', '@types/markdown-it', 'linkify-it', '@types/linkify-it'), node('crypto', 'buffer')],
      'templates and composing; nothing is sent from here',
    ),
    only(
      'api-speaks-http-only',
      '^functions/api/',
      ['^functions/(api|steps|settings|conversations)/', npm('zod', 'hono', '@hono'), node('crypto')],
      'schemas and routes; what happens is in steps',
    ),
    only(
      'steps-know-ports-only',
      '^functions/steps/',
      ['^functions/(steps|notifications|texts|settings|conversations|replies|mail)/', node('crypto', 'stream')],
      'a step is given its stores, senders and clock',
    ),
    only(
      'adapters-implement-ports',
      '^functions/adapters/',
      [
        '^functions/adapters/',
        '^functions/steps/ports\\.ts$',
        '^functions/steps/[a-z]+/ports\\.ts$',
        '^functions/steps/[a-z]+/[a-z]+/ports\\.ts$',
        '^functions/steps/receiving/outcome\\.ts$',
        '^functions/(settings|conversations|mail|notifications)/',
        'node_modules',
        '^(node:)?[a-z/]+$',
      ],
      'adapters never call steps',
    ),
    {
      name: 'aws-adapters-apart',
      severity: 'error',
      comment: 'the AWS SDK stays in adapters/aws',
      from: { path: '^functions/', pathNot: '^functions/adapters/aws/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'adapter-folders-apart',
      severity: 'error',
      from: { path: '^functions/adapters/([^/]+)/' },
      to: { path: '^functions/adapters/', pathNot: '^functions/adapters/$1/' },
    },
    { name: 'no-handler-to-handler', severity: 'error', from: { path: '^functions/' }, to: { path: HANDLER } },
    {
      name: 'handlers-wire-only',
      severity: 'error',
      comment: 'a handler joins steps, adapters and runtime',
      from: { path: HANDLER },
      to: { pathNot: ['^functions/(steps|adapters|runtime|api)/', npm('hono')] },
    },
    only(
      'runtime-is-plumbing',
      '^functions/runtime/',
      ['^functions/(runtime|settings)/', '^functions/steps/ports\\.ts$', npm('@middy', '@aws-lambda-powertools', '@types/aws-lambda'), node('process', 'crypto', 'util', 'timers', 'timers/promises')],
      'middleware, logger, environment',
    ),
    only(
      'lib-is-cdk-only',
      '^lib/(?!bundles/)',
      ['^lib/', '^functions/settings/(defaults|address-octets)\\.json$', npm('aws-cdk-lib', 'constructs', 'cdk-nag', 'zod', 'esbuild'), node('path', 'url', 'fs', 'os', 'child_process', 'crypto')],
      'lib names functions by path only; the defaults of the settings and the octets of an address are data',
    ),
    only(
      'bundles-stand-alone',
      '^lib/bundles/',
      ['^lib/bundles/', npm('esbuild', 'iconv-lite', 'chardet', 'zod'), node('path', 'url', 'fs', 'os', 'module', 'util')],
      'builds the bundles; what stands in there for a library is code of the bundle, not of the stack',
    ),
    {
      name: 'functions-no-cdk',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: npm('aws-cdk-lib', 'constructs', 'cdk-nag') },
    },
    only(
      'console-stands-alone',
      '^console/',
      ['^console/', '^client/client\\.d\\.ts$', 'node_modules'],
      'the page talks to the chat API and the controls over HTTP; of the product it knows what the API answers',
    ),
    {
      name: 'local-runs-bundles',
      severity: 'error',
      comment: 'local/ runs the bundles of the template; of functions/ it knows the rules of the settings and the texts alone',
      from: { path: '^local/' },
      to: { path: '^(functions|lib)/', pathNot: '^functions/(settings|texts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
