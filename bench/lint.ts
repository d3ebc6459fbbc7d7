import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/project.ts';
import { bundleOptions } from './bundle.ts';
import { alternate, median } from './measure.ts';
import { fileCount, identityOnly, likeGoogles, type Shape, writeWorkspace } from './workspace.ts';

/** How much of the time of `terraform fmt -check` the lint of a workspace may take, on Node.js 24. */
const most = 0.35;

/** The whole lint of a generated workspace, as CPU time, against `terraform fmt -check -recursive` where there is one, else against reading and parsing the files. */
export async function benchLint(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const cli = path.join(folder, 'dist/cli.js');
    const floor = path.join(folder, 'dist/floor.cjs');
    const outfile = path.join(folder, 'dist/cli.cjs');
    await build({ ...bundleOptions, entryPoints: ['server/cli/main.ts'], outfile, external: ['../lsp/main.ts'] });
    copyFileSync(path.join(root, 'server/cli/launcher.js'), cli);
    await build({ ...bundleOptions, entryPoints: ['bench/parseFloor.ts'], outfile: floor });
    copyFileSync(path.join(root, 'iam/catalog/catalog.json.br'), path.join(folder, 'dist/catalog.json.br'));
    copyFileSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'cache') };
    const run = (program: string, workspace: string) => () =>
      cpuTime([process.execPath, program, ...(program === cli ? ['lint', '--format', 'json'] : []), workspace], env);
    console.log(`lint of a workspace of ${fileCount} files as it ships, started by the launcher with a compile cache, CPU time`);
    await compare('like-googles', "files like Google's own, a fifth about identity", likeGoogles, most);
    await compare('identity', 'short files about nothing but identity', identityOnly);

    async function compare(name: string, title: string, shape: Shape, limit?: number): Promise<void> {
      const workspace = path.join(folder, name);
      writeWorkspace(workspace, shape);
      const lint = run(cli, workspace);
      // The first run fills the compile cache.
      lint();
      console.log(`  ${title}`);
      const [ours, parsed] = await cpuTimes(7, lint, run(floor, workspace));
      report(ours, parsed, 'times reading and parsing alone');
      if (!hasTerraform()) return;
      const format = () => cpuTime(['terraform', `-chdir=${workspace}`, 'fmt', '-check', '-recursive', '.']);
      report(...(await cpuTimes(7, lint, format)), 'times terraform fmt -check -recursive', limit);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(ours: readonly number[], others: readonly number[], than: string, limit?: number): void {
  const [own, other] = [median(ours), median(others)];
  const ratio = own / other;
  const aim = limit === undefined ? '' : `, at most ${limit}`;
  const missed = limit !== undefined && ratio > limit ? ' ✗' : '';
  console.log(`    ${ratio.toFixed(2)} ${than}${aim} (${own.toFixed(0)} ms / ${other.toFixed(0)} ms)${missed}`);
}

/** Both in turn, so that both see the same machine. */
async function cpuTimes(rounds: number, first: () => number, second: () => number): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  await alternate(
    rounds,
    () => times[0].push(first()),
    () => times[1].push(second()),
  );
  return times;
}

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The CPU time that a command takes with all its threads, in milliseconds: the shell knows it of its children. */
function cpuTime(command: readonly string[], env = process.env): number {
  const output = execFileSync('sh', ['-c', '"$@" >/dev/null 2>&1; times', 'sh', ...command], { encoding: 'utf8', env });
  const children = output.trim().split('\n').at(-1) ?? '';
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
}
