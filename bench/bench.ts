import '../scripts/checkNode.js';
import { benchLint } from './lint.ts';
import { benchParse } from './parse.ts';
import { benchServer } from './server.ts';

await benchParse();
await benchLint();
await benchServer();
