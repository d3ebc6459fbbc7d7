import { digest } from '../host/digest.ts';
import { baselineName } from '../linter/baselineFile.ts';
import { configNames } from '../linter/config.ts';
import { configEdits, nearestConfig, newConfig } from './configEdit.ts';
import { newFile, workspaceEdit } from './edits.ts';
import type { CreateBaselineRequest, NewConfigurationRequest, ProjectsRequest } from './protocol.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';
import { canonical } from './uri.ts';

const newConfigurationMethod: NewConfigurationRequest['method'] = 'leastwise/newConfiguration';
const createBaselineMethod: CreateBaselineRequest['method'] = 'leastwise/createBaseline';
const projectsMethod: ProjectsRequest['method'] = 'leastwise/projects';

/** Answers `leastwise/newConfiguration`, `leastwise/createBaseline` and `leastwise/projects`. */
export function provideConfigRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(
    newConfigurationMethod,
    guarded(session, '', async () => (await import('../linter/configTemplate.ts')).configTemplate()),
  );
  connection.onRequest(
    createBaselineMethod,
    guarded(session, null, ({ folder }: CreateBaselineRequest['params']) => createBaseline(session, folder)),
  );
  connection.onRequest(
    projectsMethod,
    guarded(session, [], () => projects(session)),
  );
}

async function createBaseline(session: Session, folder: string): Promise<CreateBaselineRequest['result']> {
  const root = canonical(folder).replace(/\/+$/, '');
  const group = [...session.workspace.groups].find((each) => each.wide && each.root === root);
  if (!group) return null;
  await settledResult(group);
  const { writeBaseline } = await import('../linter/baseline.ts');
  const config = nearestConfig(group, root);
  // Without a digest no baseline applies.
  const { findings, configOf } = group.lintInstead(group.files(), { digest: undefined });
  const named = config && configOf(config).baseline?.uri;
  const uri = named === undefined ? `${root}/${baselineName}` : canonical(named);
  const listed = findings.filter(({ span }) => group.isOwn(span.file) && configOf(span.file).baseline?.uri === named);
  const text = writeBaseline(listed, uri.slice(0, uri.lastIndexOf('/')), digest);
  const file = newFile(uri, text, { overwrite: true });
  const count = listed.filter(({ code }) => code !== 'config').length;
  if (named !== undefined) return { edit: { documentChanges: file }, uri, count };
  if (config?.directory !== root) {
    const created = newFile(`${root}/${configNames[0]}`, newConfig('baseline', baselineName));
    return { edit: { documentChanges: [...file, ...created] }, uri, count };
  }
  const edits = await configEdits(config, 'baseline', baselineName);
  if (!edits) return null;
  return { edit: { documentChanges: [...file, ...(workspaceEdit(session, edits).documentChanges ?? [])] }, uri, count };
}

async function projects({ workspace }: Session): Promise<ProjectsRequest['result']> {
  const all = new Set<string>();
  for (const group of workspace.groups) {
    const { configOf } = await settledResult(group);
    for (const file of group.files()) for (const project of configOf(file).projects) all.add(project);
  }
  return [...all];
}
