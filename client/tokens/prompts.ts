import {
  type Disposable,
  InputBoxValidationSeverity,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  window,
} from 'vscode';
import { messageOf } from '../gcp/errors.ts';
import type { Remark } from './request.ts';
import { back, type Position } from './steps.ts';

/** Title and place of a prompt among its steps. */
export interface Frame extends Position {
  readonly title: string;
}

/** An item that stands for a value; one without a value says something and cannot be chosen. */
export interface Choice<T> extends QuickPickItem {
  readonly value?: T;
}

interface PickOptions<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** The choice that Enter takes. */
  readonly active?: (value: T) => boolean;
  /** A choice for what was typed. */
  readonly typed?: (text: string) => Choice<T> | undefined;
  /** Whether what was typed is meant as it stands, and not to search the others by; so it is where nothing is said. */
  readonly whole?: (text: string) => boolean;
  /** Choices that take time; `show` replaces them. Not waited for, and told by the signal when nobody looks any more. */
  readonly more?: (show: (choices: readonly Choice<T>[]) => void, signal: AbortSignal) => Promise<void>;
}

/** One choice among many. */
export function pickOne<T>(frame: Frame, options: PickOptions<T>): Promise<T | typeof back | undefined> {
  return pick<T, T>(frame, options, (picker) => picker.selectedItems.find(({ value }) => value !== undefined)?.value);
}

/** Any number of choices; `accept` says what is wrong with them. */
export function pickMany<T>(
  frame: Frame,
  options: PickOptions<T> & { readonly selected: (value: T) => boolean; readonly accept: (values: readonly T[]) => Remark | undefined },
): Promise<readonly T[] | typeof back | undefined> {
  return pick<T, readonly T[]>(
    frame,
    options,
    (picker, complain) => {
      // Enter takes the line it is on where nothing is ticked, or where one was searched for.
      const alsoActive = picker.value !== '' || picker.selectedItems.length === 0 ? picker.activeItems : [];
      const values = [...new Set([...picker.selectedItems, ...alsoActive].flatMap(({ value }) => (value === undefined ? [] : [value])))];
      const remark = options.accept(values);
      if (remark?.severity !== 'error') return values;
      complain(remark.message);
      return undefined;
    },
    options.selected,
  );
}

function pick<T, R>(
  frame: Frame,
  { placeholder, choices, active, typed, whole = () => true, more }: PickOptions<T>,
  take: (picker: QuickPick<Choice<T>>, complain: (message: string) => void) => R | undefined,
  selected?: (value: T) => boolean,
): Promise<R | typeof back | undefined> {
  const picker = window.createQuickPick<Choice<T>>();
  const gone = new AbortController();
  const listeners: Disposable[] = [picker];
  let loaded: readonly Choice<T>[] = [];
  let complaint: string | undefined;
  let first = true;
  Object.assign(picker, framed(frame), {
    placeholder,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    keepScrollPosition: true,
  });
  picker.canSelectMany = selected !== undefined;

  function show(kept: T | null | undefined = picker.activeItems[0]?.value): void {
    const chosen = new Set(picker.selectedItems.map(({ value }) => value));
    const own = picker.value === '' ? undefined : typed?.(picker.value);
    const known = new Set([...choices, ...loaded].map(({ value }) => value));
    const extra = selected
      ? picker.selectedItems.filter(({ value }) => !known.has(value) && value !== undefined && value !== own?.value)
      : [];
    const complained: Choice<T>[] = complaint === undefined ? [] : [{ label: `$(error) ${complaint}`, alwaysShow: true }];
    const typedChoice = own && (own.value === undefined || !known.has(own.value)) ? [{ ...own, alwaysShow: true }] : [];
    // Enter takes the first line that fits.
    const typedFirst = own?.value !== undefined && whole(picker.value);
    const others = [...extra, ...choices, ...loaded];
    const items = [...complained, ...(typedFirst ? [...typedChoice, ...others] : [...others, ...typedChoice])];
    picker.items = items;
    const isChosen = (value: T | undefined) => value !== undefined && (chosen.has(value) || (first && selected?.(value) === true));
    if (selected) picker.selectedItems = items.filter(({ value }) => isChosen(value));
    const isPreferred = (value: T) => (first ? active?.(value) : value === kept) ?? false;
    const preferred = items.find(({ value }) => value !== undefined && isPreferred(value));
    if (preferred) picker.activeItems = [preferred];
    first = false;
  }

  return new Promise((resolve) => {
    const finish = (result: R | typeof back | undefined) => {
      gone.abort();
      resolve(result);
      for (const each of listeners) each.dispose();
    };
    listeners.push(
      picker.onDidTriggerButton(() => finish(back)),
      picker.onDidHide(() => finish(undefined)),
      picker.onDidChangeValue(() => {
        complaint = undefined;
        // What fits what was typed comes first again.
        if (typed) show(null);
      }),
      picker.onDidAccept(() => {
        const result = take(picker, (message) => {
          complaint = message;
          show();
        });
        if (result !== undefined) finish(result);
      }),
    );
    show();
    picker.show();
    if (!more) return;
    picker.busy = true;
    more((found) => {
      if (gone.signal.aborted) return;
      loaded = found;
      show();
    }, gone.signal)
      .catch((error: unknown) => {
        if (gone.signal.aborted) return;
        loaded = [...loaded, { label: `$(warning) ${messageOf(error)}`, alwaysShow: true }];
        show();
      })
      .finally(() => {
        if (!gone.signal.aborted) picker.busy = false;
      });
  });
}

/** A line of text. */
export function ask(
  frame: Frame,
  {
    prompt,
    value,
    placeholder,
    password,
    remark,
  }: { prompt: string; value?: string; placeholder?: string; password?: boolean; remark?: (text: string) => Remark | undefined },
): Promise<string | typeof back | undefined> {
  const input = window.createInputBox();
  const listeners: Disposable[] = [input];
  Object.assign(input, framed(frame), { prompt, value: value ?? '', placeholder, password: password ?? false, ignoreFocusOut: true });
  return new Promise((resolve) => {
    const finish = (result: string | typeof back | undefined) => {
      resolve(result);
      for (const each of listeners) each.dispose();
    };
    const judge = () => {
      const said = remark?.(input.value);
      input.validationMessage = said && { message: said.message, severity: severities[said.severity] };
      return said?.severity !== 'error';
    };
    listeners.push(
      input.onDidTriggerButton(() => finish(back)),
      input.onDidHide(() => finish(undefined)),
      input.onDidChangeValue(judge),
      input.onDidAccept(() => {
        if (judge()) finish(input.value);
      }),
    );
    if (value) judge();
    input.show();
  });
}

const severities = {
  error: InputBoxValidationSeverity.Error,
  warning: InputBoxValidationSeverity.Warning,
  information: InputBoxValidationSeverity.Info,
} as const;

function framed({ title, step, totalSteps }: Frame) {
  const steps = totalSteps > 1 ? { step, totalSteps } : {};
  return { title, ...steps, buttons: step > 1 ? [QuickInputButtons.Back] : [] };
}

/** A heading between choices. */
export function heading<T>(label: string): Choice<T> {
  return { label, kind: QuickPickItemKind.Separator };
}

/** A choice that says what is wrong, and with an error cannot be taken. */
export function remarked<T>(choice: Choice<T>, remark: Remark | undefined): Choice<T> {
  if (!remark) return choice;
  const icon = remark.severity === 'error' ? '$(error)' : remark.severity === 'warning' ? '$(warning)' : '$(info)';
  return { ...choice, value: remark.severity === 'error' ? undefined : choice.value, detail: `${icon} ${remark.message}` };
}

/** A frame for a prompt that stands alone. */
export function alone(title: string): Frame {
  return { title: `Leastwise: ${title}`, step: 1, totalSteps: 1 };
}
