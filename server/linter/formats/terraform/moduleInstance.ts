import type { Span } from '../../source.ts';
import { parseJson } from '../../syntax/json.ts';
import { entry, type MapValue, type Value } from '../../syntax/value.ts';
import { bodyReader } from './bodies.ts';
import type { Budget } from './budget.ts';
import type { Selectable, Step } from './collections.ts';
import { conform } from './conversions.ts';
import { type Declared, isRepeated } from './declared.ts';
import { handedDown, type ProjectOf, providerProjects, withDefaultProject } from './defaultProject.ts';
import { type Evaluate, expressionEvaluator } from './evaluate.ts';
import { expander, type Instance } from './expansion.ts';
import { fileFunctions, type Origin, pathAt } from './fileFunctions.ts';
import {
  argument,
  callArguments,
  type Declaration,
  labelOf,
  layers,
  type Module,
  type ModuleCall,
  type Resource,
  syntax,
} from './modules.ts';
import { unknownAt } from './place.ts';
import { publishedOutput } from './publishedOutputs.ts';
import { resourceObject, undeclaredObject } from './resourceObject.ts';
import { follow } from './traversal.ts';

/** A module as it is used in one place: by itself, or by a call with its arguments. Evaluated on demand, everything once. Never throws: what cannot be told is unknown. */
export interface ModuleInstance {
  readonly module: Module;
  /** What identifies it in the workspace; labels behind it identify what it declares. */
  readonly address: string;
  /** Each resource, data source and ephemeral resource once for each of its instances that is known, and once for all others there may be. */
  resources(): readonly Declared[];
  /** The body of a provider or a backend. */
  body(declaration: Declaration): MapValue;
  /** The modules that it calls by a path in the workspace, with what is known of their arguments. */
  children(): readonly ModuleInstance[];
  /** The calls of modules that are not in the workspace. */
  foreignCalls(): readonly ForeignCall[];
  output(name: string, here: Span): Value;
}

/** One instance of a call of a module that is published elsewhere. */
export interface ForeignCall extends ModuleCall {
  readonly address: string;
  /** As an author refers to it: `module.projects`. */
  readonly label: string;
  /** What chooses the instance behind the call's name. */
  readonly instance: string;
  /** Whether there is this instance depends on a condition that nobody can tell. */
  readonly conditional?: boolean;
  /** The address of the last call on the way that may not be made; undefined where there is none. */
  readonly uncertain: string | undefined;
  /** The arguments, evaluated at the first question. */
  body(): MapValue;
}

/** Where and how a module is used. */
export interface Use {
  readonly module: Module;
  readonly address: string;
  /** The module of a directory in the workspace. */
  find(directory: string): Module | undefined;
  readonly origin: Origin;
  readonly budget: Budget;
  /** The directories of the modules that lead here by their calls. */
  readonly callers: readonly string[];
  /** The address of the last call on the way that may not be made, or whose providers may be others'; undefined where there is none. */
  readonly uncertain?: string;
  /** The arguments of the call; undefined for a module by itself, whose variables have the values that Terraform loads by itself and their defaults. */
  readonly arguments?: (name: string) => Value | undefined;
  /** The projects of the providers that the caller hands down. */
  readonly projectOf?: ProjectOf;
  /** The variables of a module by itself that a caller in the workspace sets: their defaults count where another caller leaves them out. */
  readonly setByCallers?: ReadonlySet<string>;
}

/** How deep modules may call modules. */
const deepestCall = 10;

/** Opens a module for one use of it. */
export function openModule(use: Use): ModuleInstance {
  const { module, address, budget } = use;
  const names = new Map<string, Value | 'pending'>();
  const evaluate: Evaluate = expressionEvaluator(resolve, budget, fileFunctions(use.origin));
  const read = bodyReader(evaluate, budget);
  const expand = expander(evaluate, budget);
  const bodies = new Map<Declaration, MapValue>();
  const children = new Map<Instance, ModuleInstance | undefined>();
  const bodiesOfInstances = new Map<Instance, MapValue>();

  const bodyOf = (declaration: Declaration): MapValue => {
    let body = bodies.get(declaration);
    if (!body) {
      body = read(layers(declaration), undefined);
      bodies.set(declaration, body);
    }
    return body;
  };

  const projectOf = providerProjects(module, bodyOf, use.projectOf);

  const instanceBody = (declaration: Resource | ModuleCall, instance: Instance): MapValue => {
    let body = bodiesOfInstances.get(instance);
    if (!body) {
      body = withDefaultProject(declaration, read(layers(declaration), instance.scope), projectOf);
      bodiesOfInstances.set(instance, body);
    }
    return body;
  };

  function resolve(name: string, steps: readonly Step[], here: Span): Value {
    const second = steps[0];
    const rest = steps.slice(1);
    switch (name) {
      case 'local':
      case 'var':
        return typeof second === 'string' ? follow(named(`${name}.${second}`, here), rest, here) : unknownAt(here, 'index');
      case 'module':
        return typeof second === 'string' ? moduleValue(second, rest, here) : unknownAt(here, 'index');
      case 'each':
      case 'count':
      case 'self':
      case 'terraform':
        return unknownAt(here, name);
      case 'path':
        return rest.length > 0 ? unknownAt(here, 'error') : path(second, here);
      case 'resource':
        return typeof second === 'string' ? resource('resource', second, rest, here) : unknownAt(here, 'index');
      case 'data':
      case 'ephemeral':
        return typeof second === 'string' ? resource(name, second, rest, here) : unknownAt(here, 'index');
      default:
        return resource('resource', name, steps, here);
    }
  }

  /** The working directory may be any. */
  function path(of: Step, here: Span): Value {
    return pathAt(of === 'module' ? module.directory : of === 'root' ? use.origin.root : undefined, here);
  }

  /** A local, a variable or an output, evaluated once. */
  function named(name: string, here: Span): Value {
    const known = names.get(name);
    if (known === 'pending') return unknownAt(here, 'cycle');
    if (known) return known;
    names.set(name, 'pending');
    const [kind, own = ''] = splitOnce(name);
    const value = kind === 'local' ? local(own) : kind === 'var' ? variable(own) : outputValue(own);
    if (value) names.set(name, value);
    else names.delete(name);
    return value ?? unknownAt(here, kind === 'var' ? 'variable' : 'undeclared');
  }

  function local(name: string): Value | undefined {
    const declaration = module.locals.get(name);
    return declaration && evaluate(declaration.attribute.value, declaration.file, undefined);
  }

  /** What the caller gives, or else a file of values, or else the default. A variable with none of them is set by whoever uses the module. */
  function variable(name: string): Value | undefined {
    const declaration = module.variables.get(name);
    if (!declaration) return undefined;
    const given = use.arguments ? use.arguments(name) : assigned(name);
    const otherwise = argument(declaration, 'default');
    const nullable = argument(declaration, 'nullable');
    const keepsNull = nullable?.value.kind !== 'literal' || nullable.value.value !== false;
    const fallback = () => otherwise && evaluate(otherwise.value, otherwise.file, undefined);
    const value = given && (given.type !== 'null' || keepsNull || !otherwise) ? given : fallback();
    if (!value || (value !== given && use.setByCallers?.has(name))) return undefined;
    const type = argument(declaration, 'type');
    return type ? conform(value, type.value, type.file, (constant) => evaluate(constant, type.file, undefined)) : value;
  }

  function assigned(name: string): Value | undefined {
    for (const file of module.assignments.toReversed()) {
      if (file.name.endsWith('.json')) {
        const value = entry(parseJson(file), name)?.value;
        if (value) return value;
        continue;
      }
      const attribute = syntax(file).body.attributes.findLast((each) => each.name.text === name);
      if (attribute) return evaluate(attribute.value, file, undefined);
    }
    return undefined;
  }

  function outputValue(name: string): Value | undefined {
    const declaration = module.outputs.get(name);
    const value = declaration && argument(declaration, 'value');
    return value && evaluate(value.value, value.file, undefined);
  }

  function resource(mode: Resource['mode'], type: string, steps: readonly Step[], here: Span): Value {
    const name = steps[0];
    const rest = steps.slice(1);
    if (typeof name !== 'string') return unknownAt(here, 'index');
    const label = labelOf(mode, type, name);
    const declaration = module.resources.get(label);
    if (!declaration) return follow(undeclaredObject({ mode, type, address: `${address}${label}`, label }, here), rest, here);
    return follow(
      expand(declaration).value(
        (instance) =>
          resourceObject(
            { mode, type, address: `${address}${label}${instance.suffix}`, label: `${label}${instance.suffix}` },
            () => instanceBody(declaration, instance),
            here,
          ),
        here,
      ),
      rest,
      here,
    );
  }

  function moduleValue(name: string, steps: readonly Step[], here: Span): Value {
    const call = module.calls.get(name);
    if (!call) return unknownAt(here, 'undeclared');
    return follow(
      expand(call).value((instance) => {
        const child = childOf(call, instance);
        const select: Selectable['select'] = ([output, ...rest], there) => {
          if (typeof output !== 'string') return unknownAt(there, 'module');
          const value = child ? child.output(output, there) : publishedOutput(foreign(call, instance), output, there);
          return value ? follow(value, rest, there) : unknownAt(there, 'module');
        };
        return { type: 'map', entries: [], complete: false, span: here, select } as MapValue & Selectable;
      }, here),
      steps,
      here,
    );
  }

  function foreign(call: ModuleCall, instance: Instance): ForeignCall {
    return {
      ...call,
      address: `${address}module.${call.name}${instance.suffix}`,
      label: `module.${call.name}`,
      instance: instance.suffix,
      conditional: instance.conditional,
      uncertain: use.uncertain,
      body: () => instanceBody(call, instance),
    };
  }

  function childOf(call: ModuleCall, instance: Instance): ModuleInstance | undefined {
    if (children.has(instance)) return children.get(instance);
    const called = call.directory === undefined ? undefined : use.find(call.directory);
    const callers = [...use.callers, module.directory];
    const reachable = called && callers.length <= deepestCall && !callers.includes(called.directory) && budget.enter();
    const childAddress = `${address}module.${call.name}${instance.suffix}.`;
    const isCertain = !instance.conditional && (instance.suffix !== '' || !isRepeated(call)) && !argument(call, 'providers');
    const child = reachable
      ? openModule({
          module: called,
          address: childAddress,
          find: use.find,
          origin: use.origin,
          budget,
          callers,
          projectOf: handedDown(call, projectOf),
          uncertain: isCertain ? use.uncertain : childAddress,
          arguments: (name) => {
            const given = callArguments.has(name) ? undefined : argument(call, name);
            return given && evaluate(given.value, given.file, instance.scope);
          },
        })
      : undefined;
    children.set(instance, child);
    return child;
  }

  return {
    module,
    address,
    body: bodyOf,
    resources: () =>
      [...module.resources.values()].flatMap((declaration) =>
        expand(declaration).all.map(
          (instance): Declared => ({
            ...declaration,
            address: `${address}${declaration.label}${instance.suffix}`,
            module: module.directory,
            instance: instance.suffix,
            conditional: instance.conditional,
            uncertain: use.uncertain,
            body: () => instanceBody(declaration, instance),
          }),
        ),
      ),
    children: () => [...module.calls.values()].flatMap((call) => expand(call).all.flatMap((instance) => childOf(call, instance) ?? [])),
    foreignCalls: () =>
      [...module.calls.values()]
        .filter((call) => call.directory === undefined)
        .flatMap((call) => expand(call).all.map((instance) => foreign(call, instance))),
    output: (name, here) => named(`output.${name}`, here),
  };
}

function splitOnce(name: string): [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}
