import { perObject } from '../../perObject.ts';
import type { SourceFile } from '../../source.ts';
import { argument, callArguments, layers, type Module, type ModuleCall, modulesOf } from './modules.ts';

/** The modules of a workspace and the calls between them. */
export interface CallGraph {
  /** In the order of their directories. */
  readonly modules: readonly Module[];
  find(directory: string): Module | undefined;
  /** The variables of a module that callers in the workspace give a value other than null, sorted. */
  setByCallers(directory: string): readonly string[];
  /** Whether a module in the workspace calls the one in the directory. */
  isCalled(directory: string): boolean;
  /** The modules in groups that do not call each other, in the order of their first modules. */
  readonly components: readonly (readonly Module[])[];
  /** All files that a module's meaning depends on: its own and those of the modules it calls, and what these call. */
  sources(module: Module): readonly SourceFile[];
}

/** Reads the files as modules. */
export const callGraph: (files: readonly SourceFile[]) => CallGraph = perObject((files) => {
  const modules = modulesOf(files);
  const byDirectory = new Map(modules.map((module) => [module.directory, module]));
  const callers = modules.filter(({ localCalls }) => localCalls.length > 0);
  const set = new Map<string, Set<string>>();
  for (const { localCalls } of callers) {
    for (const call of localCalls) {
      if (!byDirectory.has(call.directory)) continue;
      const names = set.get(call.directory) ?? new Set();
      for (const name of argumentNames(call)) names.add(name);
      set.set(call.directory, names);
    }
  }
  return {
    modules,
    components: components(modules, callers, byDirectory),
    find: (directory) => byDirectory.get(directory),
    setByCallers: (directory) => [...(set.get(directory) ?? [])].sort(),
    isCalled: (directory) => set.has(directory),
    sources(module) {
      if (module.localCalls.length === 0) return module.files;
      const seen = new Set([module]);
      for (const { localCalls } of seen) {
        for (const { directory } of localCalls) {
          const called = byDirectory.get(directory);
          if (called) seen.add(called);
        }
      }
      return [...seen].flatMap((each) => each.files);
    },
  };
});

function components(
  modules: readonly Module[],
  callers: readonly Module[],
  byDirectory: ReadonlyMap<string, Module>,
): (readonly Module[])[] {
  const groups = new Map<Module, Module[]>();
  const groupOf = (module: Module): Module[] => {
    const known = groups.get(module) ?? [module];
    groups.set(module, known);
    return known;
  };
  for (const module of callers) {
    for (const { directory } of module.localCalls) {
      const called = byDirectory.get(directory);
      const [own, other] = [groupOf(module), called && groupOf(called)];
      if (!other || own === other) continue;
      own.push(...other);
      for (const each of other) groups.set(each, own);
    }
  }
  const order = groups.size > 0 ? new Map(modules.map((module, index) => [module, index])) : undefined;
  const met = new Set<readonly Module[]>();
  return modules.flatMap((module): (readonly Module[])[] => {
    const group = groups.get(module);
    if (!group) return [[module]];
    if (met.has(group)) return [];
    met.add(group);
    return [group.toSorted((a, b) => (order?.get(a) ?? 0) - (order?.get(b) ?? 0))];
  });
}

/** The directories of the modules that the files call by a path. */
export function calledDirectories(files: readonly SourceFile[]): readonly string[] {
  const directories = modulesOf(files).flatMap(({ localCalls }) => localCalls.map(({ directory }) => directory));
  return [...new Set(directories)];
}

const argumentNames = perObject((call: ModuleCall): readonly string[] => {
  const names = layers(call).flatMap(({ body }) => body.attributes.map(({ name }) => name.text));
  return names.filter((name) => {
    if (callArguments.has(name)) return false;
    const value = argument(call, name)?.value;
    return !(value?.kind === 'literal' && value.value === null);
  });
});
