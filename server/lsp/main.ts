import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './nodeFiles.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), nodeFiles);
