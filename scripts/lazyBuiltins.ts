import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** Lets a bundle load these modules of Node.js at the first use of something in them: together they take as long to load as Node.js takes to start, and most runs use none. */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(?:crypto|http|timers\/promises|worker_threads)$/ }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    onLoad({ filter: /^/, namespace: 'lazy' }, ({ path }) => ({
      contents: `let loaded; const load = () => (loaded ??= require(${JSON.stringify(path)})); module.exports = {${getters(path).join()}}`,
    }));
  },
};

function getters(path: string): string[] {
  const names = Object.keys(require(path)).filter((name) => /^\w+$/.test(name));
  return names.map((name) => `get ${name}() { return load().${name} }`);
}
