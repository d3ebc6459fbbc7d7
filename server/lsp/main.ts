import v8 from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './nodeFiles.ts';
import { startServer } from './server.ts';

// V8 learns from the first look at a workspace, all of which stays, that what is made at the same places of the code stays, too, and no longer makes it
// where memory is collected often. But what an edit makes goes with the next.
v8.setFlagsFromString('--no-allocation-site-pretenuring');
startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), nodeFiles);
