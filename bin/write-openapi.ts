/** `npm run openapi`: writes docs/openapi.json, the document that a running API returns at `GET /openapi.json`. */
import { writeFileSync } from 'node:fs';
import { describeApi } from '../functions/api/document/describe-api.ts';

writeFileSync('docs/openapi.json', `${JSON.stringify(describeApi(), null, 2)}\n`);
