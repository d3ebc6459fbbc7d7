import { basicRoles } from './role.ts';
import { projectOf } from './serviceAccount.ts';

const docs = 'https://cloud.google.com/iam/docs';

/** Google's page about a predefined or basic role, at the role; undefined for what may be none. https://cloud.google.com/iam/docs/roles-permissions */
export function rolePage(name: string): string | undefined {
  if (basicRoles.has(name)) return `${docs}/roles-overview#basic`;
  const [, service, role] = /^roles\/([a-zA-Z0-9]+)\.([a-zA-Z0-9._]+)$/.exec(name) ?? [];
  return service && `${docs}/roles-permissions/${service.toLowerCase()}#${service}.${role}`;
}

/** The page of a service account in the console; undefined where its e-mail does not tell the project. https://console.cloud.google.com/iam-admin/serviceaccounts */
export function accountPage(email: string): string | undefined {
  const project = projectOf(email);
  return (
    project &&
    `https://console.cloud.google.com/iam-admin/serviceaccounts/details/${encodeURIComponent(email)}?project=${encodeURIComponent(project)}`
  );
}
