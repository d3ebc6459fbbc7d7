// Asks an emulator for everything there is, to see what is printed meanwhile: see secrets.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gaxios } from 'google-auth-library';
import { findCredentials } from '../../client/gcp/credentials.ts';
import { ann, first, project, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { iam, iamCredentials, tokenInfo } = cloud.as();
const { accounts } = await iam.listServiceAccounts(project);
const { token } = await iamCredentials.generateAccessToken({ target: first, scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
const minted = [
  token,
  (await iamCredentials.generateIdToken({ target: first, audience: 'x' })).token,
  (await iamCredentials.signJwt({ target: first, claims: {} })).token,
  (await iamCredentials.signBlob({ target: first, bytes: Buffer.from('x') })).signature,
];
await tokenInfo(token);
await iamCredentials.signJwt({ target: 'none@x.iam.gserviceaccount.com', claims: {} }).catch(() => undefined);

// The credentials of a user, whose refresh token goes to the emulator in place of Google.
const folder = mkdtempSync(path.join(tmpdir(), 'talkative-'));
const file = path.join(folder, 'user.json');
const made = await fetch(`${cloud.emulator.origin}/emulator/credentials`, {
  method: 'POST',
  headers: { 'x-leastwise-emulator': '1' },
  body: JSON.stringify({ member: ann }),
});
writeFileSync(file, await made.text());
const transporter = new gaxios.Gaxios({
  adapter: (options, adapter) => adapter({ ...options, url: new URL(options.url.pathname, cloud.emulator.origin) }),
});
const found = await findCredentials({ environment: { GOOGLE_APPLICATION_CREDENTIALS: file }, transporter });
const headers = await found.client.getRequestHeaders();
rmSync(folder, { recursive: true });

console.log(`${accounts.length} accounts, ${minted.length} credentials, ${headers.has('authorization') ? 1 : 0} of a user`);
await cloud.emulator.close();
