import type { Connection } from 'vscode-languageserver';

/** How a client that shows something is told to ask for it again. */
export interface Refresher {
  /** The settings have changed: it may be wanted from now on, or not any more. */
  settingsChanged(): void;
  /** Files may have changed: who was given something may be given something else now. */
  filesChanged(): void;
  /** Hears what the client was given, if anything is wanted. */
  given<Answer>(answer: Answer | null): Answer | null;
}

/** Tells a client that can be told by a request without parameters. */
export function openRefresher(connection: Connection, method: string, canBeTold: boolean): Refresher {
  let isShown = false;
  const tell = () => {
    if (canBeTold) connection.sendRequest(method).catch((error) => connection.console.warn(`${method} failed: ${error}`));
  };
  return {
    settingsChanged: tell,
    filesChanged: () => {
      if (isShown) tell();
    },
    given(answer) {
      isShown = answer !== null;
      return answer;
    },
  };
}
