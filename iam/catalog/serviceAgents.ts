/** A service account that Google makes and uses on behalf of a service; it is not to be attached to workloads. */
export interface ServiceAgent {
  /** The e-mail with PROJECT_NUMBER, FOLDER_NUMBER or ORGANIZATION_NUMBER where each has its digits. */
  readonly emailPattern: string;
  /** The API it belongs to, like `run.googleapis.com`; null for the Google APIs Service Agent, which serves many. */
  readonly service: string | null;
  /** The role that Google grants it by itself; null where there is none. */
  readonly role: string | null;
  readonly displayName: string;
  /** What it is made for one of. */
  readonly scope: 'project' | 'folder' | 'organization';
  readonly family: 'service-agent' | 'google-apis' | 'cloudbuild-legacy';
  /** Whether it is the one that its service's name stands for. */
  readonly primary: boolean;
}

/** A service agent as the catalogue keeps it: what the e-mail tells is left out. */
export interface ServiceAgentFacts {
  readonly email: string;
  readonly service?: string;
  readonly role?: string;
  readonly name: string;
  readonly primary?: true;
}

/** Finds a service agent by its e-mail, letter case aside. */
export function serviceAgentFinder(agents: readonly ServiceAgent[]): (email: string) => ServiceAgent | undefined {
  const byShape = new Map(agents.map((agent) => [agent.emailPattern.replace(/(?:PROJECT|FOLDER|ORGANIZATION)_NUMBER/, '#'), agent]));
  return (email) => byShape.get(email.toLowerCase().replace(/\d+(?=@)/, '#'));
}

/** The service agent with what its e-mail tells. */
export function serviceAgent({ email, service, role, name, primary }: ServiceAgentFacts): ServiceAgent {
  return {
    emailPattern: email,
    service: service ?? null,
    role: role ?? null,
    displayName: name,
    scope: email.includes('ORGANIZATION_NUMBER') ? 'organization' : email.includes('FOLDER_NUMBER') ? 'folder' : 'project',
    family: email.endsWith('@cloudservices.gserviceaccount.com')
      ? 'google-apis'
      : email.endsWith('@cloudbuild.gserviceaccount.com')
        ? 'cloudbuild-legacy'
        : 'service-agent',
    primary: primary ?? false,
  };
}
