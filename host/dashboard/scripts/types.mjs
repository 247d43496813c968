// Writes src/api/schema.ts: the types of the API, from the server's OpenAPI document.
import openapi, { astToString } from 'openapi-typescript';
import { writeFileSync } from 'node:fs';

const document = new URL('../../src/app/api/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.ts', import.meta.url);
const text = astToString(await openapi(document, { rootTypes: false, alphabetize: false }));
writeFileSync(target, `// Made by \`npm run types\` from host/src/app/api/openapi.json. Do not edit.\n${text}`);
