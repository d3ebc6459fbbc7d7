import '../scripts/checkNode.js';
import { benchActivation } from './activation.ts';
import { benchLint } from './lint.ts';
import { benchParse } from './parse.ts';
import { benchServer } from './server.ts';

await benchParse();
await benchLint();
await benchServer();
await benchActivation();
