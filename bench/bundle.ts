import type { BuildOptions } from 'esbuild';
import { lazyBuiltins } from '../scripts/lazyBuiltins.ts';
import { root } from '../scripts/project.ts';

/** How what ships is bundled. */
export const bundleOptions = {
  bundle: true,
  platform: 'node' as const,
  target: 'node22',
  format: 'cjs' as const,
  mainFields: ['module', 'main'],
  define: { 'import.meta.dirname': '__dirname' },
  minify: true,
  plugins: [lazyBuiltins],
  absWorkingDir: root,
} satisfies BuildOptions;
