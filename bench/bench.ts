import '../scripts/checkNode.js';
import { benchParse } from './parse.ts';
import { benchServer } from './server.ts';

await benchParse();
await benchServer();
