import type { Range, WorkspaceEdit } from 'vscode-languageserver';
import type { Severity } from '../linter/rule.ts';

/** What a client may tell in `initializationOptions`. */
export interface InitializationOptions {
  /** The client has the command `leastwise.explainRule`, which takes a rule's code. */
  readonly explain?: boolean;
  /** The client has the command `leastwise.showReferences`, which takes a document's URI and a position in it. */
  readonly references?: boolean;
  /** The client answers `leastwise/confirmRename`. */
  readonly confirmsRename?: boolean;
  /** The languages of allow policies that nobody else tells mistakes of syntax in; without it nobody needs to be told. */
  readonly syntax?: readonly ('json' | 'yaml')[];
  /** The client wants `leastwise/status` notifications. */
  readonly status?: boolean;
  /** The client wants `leastwise/identitiesChanged` notifications. */
  readonly identities?: boolean;
  /** The client wants semantic tokens of Terraform files: of all, or only where the editor takes them for plain text, as no other extension knows them. */
  readonly semanticTokens?: boolean | 'plaintext';
}

/** Request without parameters: lints the workspace folders and the open documents now. */
export interface LintRequest {
  readonly method: 'leastwise/lint';
  readonly result: Summary;
}

/** Request: what the safe fixes make of a document, or of the whole workspace. */
export interface FixAllRequest {
  readonly method: 'leastwise/fixAll';
  readonly params: { readonly uri?: string };
  /** How many findings the edit mends, in how many files. */
  readonly result: { readonly edit: WorkspaceEdit; readonly fixed: number; readonly files: number };
}

/** Request from the server before a service account is renamed: whether the user wants that, knowing that its e-mail is immutable. */
export interface ConfirmRenameRequest {
  readonly method: 'leastwise/confirmRename';
  /** The account's id before and after, and whether a file declares the account. */
  readonly params: { readonly from: string; readonly to: string; readonly declared: boolean };
  readonly result: boolean;
}

/** Request without parameters: the text of a configuration file that sets nothing and has every key in a comment. */
export interface NewConfigurationRequest {
  readonly method: 'leastwise/newConfiguration';
  readonly result: string;
}

/** Request: what lists all present findings of a workspace folder in a baseline, and names that in the folder's configuration. Null where the folder is none of the workspace. */
export interface CreateBaselineRequest {
  readonly method: 'leastwise/createBaseline';
  readonly params: { readonly folder: string };
  readonly result: NewBaseline | null;
}

export interface NewBaseline {
  readonly edit: WorkspaceEdit;
  /** The baseline's URI. */
  readonly uri: string;
  /** How many findings it lists. */
  readonly count: number;
}

/** Request without parameters: the projects that the configuration files name, to be suggested and no more. */
export interface ProjectsRequest {
  readonly method: 'leastwise/projects';
  readonly result: readonly string[];
}

/** Notification from the server: how the workspace stands, whenever that has changed. */
export interface StatusNotification {
  readonly method: 'leastwise/status';
  readonly params: Summary;
}

/** The findings of everything that the server lints, in numbers. */
export interface Summary {
  /** How many files the linter took. */
  readonly files: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** The files that were left out, and why. */
  readonly skipped: readonly SkippedFile[];
}

export interface SkippedFile {
  readonly uri: string;
  /** A phrase like `it is larger than 1 MB`. */
  readonly reason: string;
}

/** Request without parameters: what the files of the workspace say of service accounts. */
export interface IdentitiesRequest {
  readonly method: 'leastwise/identities';
  readonly result: Identities;
}

/** Request: every place where the files name the account, its declaration included, in the order of files and texts. */
export interface UsesOfRequest {
  readonly method: 'leastwise/usesOf';
  readonly params: { readonly email: string };
  readonly result: readonly Place[];
}

/** Request without parameters: the services that the files declare, and for whom an ID token to them may be. */
export interface AudiencesRequest {
  readonly method: 'leastwise/audiences';
  readonly result: readonly ServiceAudiences[];
}

/** Notification to the server: the live accounts that the client has read, all of them each time; none when the connection has ended. */
export interface ConnectedAccountsNotification {
  readonly method: 'leastwise/connectedAccounts';
  readonly params: { readonly accounts: readonly ConnectedAccount[] };
}

/** A service account of a project that the user is connected to. */
export interface ConnectedAccount {
  readonly email: string;
  /** The project's id. */
  readonly project: string;
  readonly displayName?: string;
  readonly disabled: boolean;
}

/** Notification without parameters from the server: `leastwise/identities` would be answered otherwise than before. */
export interface IdentitiesChangedNotification {
  readonly method: 'leastwise/identitiesChanged';
}

/** Where something is written, as the client names files. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** The service accounts that files declare or name, and what the files grant of which not everything is known. */
export interface Identities {
  /** Declared ones first, each by name. */
  readonly accounts: readonly DeclaredAccount[];
  /** What a live grant may come from though no account lists it. */
  readonly openGrants: readonly OpenGrant[];
}

/** A service account of the files. */
export interface DeclaredAccount {
  /** Whether a file creates it; otherwise files only name its e-mail. */
  readonly declared: boolean;
  /** In lower case; undefined where nobody can tell it. */
  readonly email?: string;
  /** The part of the e-mail before `@`, where known. */
  readonly accountId?: string;
  /** The project's id, where known. */
  readonly project?: string;
  /** Its e-mail, or how the files refer to it, like `google_service_account.api`. */
  readonly label: string;
  /** Its declaration, or where it is named first. */
  readonly at: Place;
  /** Whether a `count` or `for_each` that nobody can tell decides if there is one, or how many. */
  readonly optional: boolean;
  /** Whether the files say that it is disabled; undefined where nobody can tell, or nothing declares it. */
  readonly disabled?: boolean;
  /** The roles it holds, on anything. */
  readonly roles: readonly DeclaredGrant[];
  /** Who may impersonate it because of a role on the account itself, whose permissions may be unknown, or on its project. */
  readonly impersonators: readonly DeclaredGrant[];
  /** What runs as it. */
  readonly usedBy: readonly Use[];
  /** How many findings stand at its declaration, its grants and what runs as it. */
  readonly findings: number;
}

/** A role that the files give to a member. */
export interface DeclaredGrant {
  /** Its full name, which has a slash, or how its declaration is called where nobody can tell the name. */
  readonly role: string;
  /** As allow policies write it, or as its author did where that is not known. */
  readonly member: string;
  /** For people: `project "shop"`. */
  readonly on: string;
  /** The resource's kind: `organization`, `folder`, `project`, `billing-account`, `service-account`, `resource` or `unknown`. */
  readonly level: string;
  /** `projects/ID`, `folders/N`, `organizations/N` or `projects/-/serviceAccounts/EMAIL`, where it is one of these and known. */
  readonly resource?: string;
  /** Its expression, or its title where the expression is not known; undefined where there is none. */
  readonly condition?: string;
  /** Whether everything about it is known as policies write it, and nothing leaves open if it is there at all. */
  readonly certain: boolean;
  readonly at: Place;
}

/** A grant of which the role, the member or the resource is not known: undefined is what may be anything. */
export interface OpenGrant {
  readonly role?: string;
  readonly member?: string;
  readonly level: string;
  readonly resource?: string;
  readonly at: Place;
}

/** Something of the files that runs as an account. */
export interface Use {
  /** For people: `Cloud Run service "orders"`, or how the files refer to it. */
  readonly title: string;
  /** What it is on Cloud Run; undefined elsewhere. */
  readonly kind?: 'service' | 'job' | 'workerPool';
  /** Its name in its project, where known. */
  readonly name?: string;
  readonly at: Place;
}

/** A service of the files as a receiver of ID tokens. */
export interface ServiceAudiences {
  /** Its name, or its title where nobody can tell the name. */
  readonly service: string;
  /** Its URL, where the files have it. */
  readonly url?: string;
  /** Custom audiences, those that are known. */
  readonly audiences: readonly string[];
  readonly at: Place;
}
