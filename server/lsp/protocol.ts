import type { Severity } from '../linter/rule.ts';

/** What a client may tell in `initializationOptions`. */
export interface InitializationOptions {
  /** The client has the command `leastwise.explainRule`, which takes a rule's code. */
  readonly explain?: boolean;
  /** The client wants `leastwise/status` notifications. */
  readonly status?: boolean;
}

/** Request without parameters: lints the workspace folders and the open documents now. */
export interface LintRequest {
  readonly method: 'leastwise/lint';
  readonly result: Summary;
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
