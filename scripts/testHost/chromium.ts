import { requireProgram } from './program.ts';

/** The path of a Chromium, as of any program that tests need. */
export function requireChromium(): string {
  return requireProgram({
    title: 'Chromium',
    variables: ['CHROME_PATH', 'CHROMIUM'],
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    package: 'chromium',
  });
}
