import type { Random } from './random.ts';

/** A valid document of random constructs in random layout. */
export function randomHcl(random: Random): string {
  const names = ['a', 'b_1', 'for_each', 'x-y', 'größe', 'iffy', 'information', 'nullable', '_'];
  const name = () => random.pick(names);
  const unique = (index: number) => `${name()}${index}`;
  /** Blanks where newlines mean nothing. */
  const gap = () => random.pick(['', ' ', ' ', '\n  ', '\t', ' # "note" {\n', ' /* [ */ ', '\n\n']);
  const blank = () => random.pick([' ', ' ', '  ', '\t', ' /* ) */ ']);
  const binaryOperators = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'];

  /** An expression; `free` tells whether newlines mean nothing around it. */
  const expression = (depth: number, free: boolean): string => {
    if (depth <= 0) return leaf(free);
    const deeper = (inside = free) => expression(depth - 1 - random.below(2), inside);
    const space = free ? gap : blank;
    switch (random.below(12)) {
      case 0:
        return `[${list(() => deeper(true))}]`;
      case 1:
        return object(depth);
      case 2:
        return `(${gap()}${deeper(true)}${gap()})`;
      case 3:
        return `${random.pick(['', 'provider::p::'])}${name()}(${list(() => deeper(true))})`;
      case 4:
        return `${name()}(${gap()}${deeper(true)}...${gap()})`;
      case 5:
        return `${operand(depth, free)} ${space()}${random.pick(binaryOperators)}${space()} ${operand(depth, free)}`;
      case 6:
        return `${operand(depth, free)}${space()}?${space()} ${deeper()}${space()}: ${deeper()}`;
      case 7:
        return `[${gap()}for ${random.pick(['', 'k, '])}v in ${deeper(true)} :${gap()}${deeper(true)}${random.pick(['', ` if ${deeper(true)}`])}${gap()}]`;
      case 8:
        return `{${gap()}for k, v in ${deeper(true)} :${gap()}${deeper(true)}${gap()}=>${gap()}${deeper(true)}${random.pick(['', '...'])}${random.pick(['', ` if ${deeper(true)}`])}${gap()}}`;
      case 9:
        return quoted(depth);
      case 10:
        return `${random.pick(['!', '-'])}${operand(depth, free)}`;
      default:
        return operand(depth, free);
    }
  };

  const leaf = (free: boolean): string => {
    switch (random.below(8)) {
      case 0:
        return random.pick(['0', '7', '1.5', '42', '2.25e2', '12.5E-1']);
      case 1:
        return random.pick(['true', 'false', 'null']);
      case 2:
      case 3:
        return quoted(0);
      default:
        return operand(0, free);
    }
  };

  const operand = (depth: number, free: boolean): string => {
    const root = depth > 0 && random.once(4) ? `(${expression(depth - 1, true)})` : name();
    return root + random.some(0, 3, () => step(depth, free)).join('') + random.pick(['', '', '', `.*.${name()}`, '.0', '[*]']);
  };

  const step = (depth: number, free: boolean): string => {
    switch (random.below(7)) {
      case 0:
        return `[${gap()}${random.pick(['0', '"key"', name()])}${gap()}]`;
      case 1:
        return depth > 0 ? `[${expression(depth - 2, true)}]` : '["k"]';
      case 2:
        return `[*].${name()}`;
      case 3:
        return `.0.${name()}`;
      default:
        return `${free && random.once(5) ? '\n ' : ''}.${name()}`;
    }
  };

  const list = (item: () => string): string => {
    const items = random.some(0, 3, item);
    return gap() + items.join(`${gap()},${gap()}`) + (items.length > 0 ? random.pick(['', ',', ' ,\n']) : '') + gap();
  };

  const object = (depth: number): string => {
    if (random.once(6)) return '{}';
    const entries = random.some(1, 3, (index) => {
      const key = random.pick([unique(index), `"k${index}"`, `(${name()}.k${index})`, `"${name()}\${${name()}}${index}"`, `${index}`]);
      return `${key} ${random.pick(['=', ':'])} ${expression(depth - 1, false)}`;
    });
    return random.once(2)
      ? `{\n${entries.map((entry) => `  ${entry}${random.pick(['', ',', ' # "'])}\n`).join('')}}`
      : `{ ${entries.join(', ')}${random.pick(['', ','])} }`;
  };

  /** Text of a template; the first and the last unit are not white space, so that no strip marker leaves nothing. */
  const parts = (depth: number, texts: readonly string[]): string => {
    const inner = random.some(0, 3, () => {
      const open = random.pick(['', '', '~']);
      const close = random.pick(['', '', '~']);
      const text = random.pick(texts);
      switch (depth > 0 ? random.below(6) : 0) {
        case 1:
        case 2:
          return `${text}\${${open} ${expression(depth - 1, true)} ${close}}${random.pick(texts)}`;
        case 3:
          return `${text}%{${open} if ${name()} ${close}}${text}%{ endif ${close}}`;
        case 4:
          return `%{${open} if ${name()} }${text}t%{${open} else ${close}}t${text}%{ endif }`;
        case 5:
          return `%{ for ${random.pick(['', 'i, '])}v in ${name()} ${close}}t${text}\${v}%{${open} endfor }`;
        default:
          return text;
      }
    });
    return `t${inner.join('')}t`;
  };

  const quoted = (depth: number): string => {
    if (random.once(5)) return random.pick(['""', `"\${${name()}}"`, '"plain"', '"serviceAccount:a@b"']);
    return `"${parts(depth, ['text', '  ', ' a b ', '\\n', '\\"', '\\\\', '\\u00e9', '\\U0001F600', '$${', '%%{', '$5', '5% ', '#', '{', '[', "'", '//'])}"`;
  };

  const heredoc = (): string => {
    const flush = random.once(2);
    const marker = random.pick(['EOT', 'END_1', 'JSON']);
    const lines = random.some(0, 5, () => {
      const indentation = random.pick(['', '  ', '    ', '\t', '   ']);
      return random.once(5)
        ? random.pick(['', indentation])
        : indentation + parts(2, ['text', ' ', '"', '\\', '{', '}', '$$ ', '$${x}', '% ', 'EOT', '# no comment']);
    });
    return `<<${flush ? '-' : ''}${marker}\n${lines.map((line) => `${line}\n`).join('')}${random.pick(['', '  '])}${marker}`;
  };

  const attribute = (index: number): string => {
    const value = random.once(6) ? heredoc() : expression(3, false);
    return `${unique(index)}${random.pick([' ', '', '   '])}=${blank()}${value}`;
  };

  const body = (depth: number, indentation: string): string =>
    random
      .some(0, 4, (index) => {
        const comment = random.once(6) ? `${indentation}${random.pick(['# note {', '// "note', '/* over\n lines } */'])}\n` : '';
        const isBlock = depth > 0 && random.once(3);
        const item = isBlock ? block(depth - 1, indentation) : attribute(index);
        return `${comment}${indentation}${item}${item.endsWith('\n') ? '' : random.pick(['\n', '\n', '\n\n', isHeredoc(item) ? '\n' : ' # behind\n'])}`;
      })
      .join('');

  const isHeredoc = (item: string) => /(EOT|END_1|JSON)$/.test(item);

  const block = (depth: number, indentation: string): string => {
    const type = random.pick(['resource', 'kind', 'dynamic']);
    const labels = { resource: [' "a"', ' "b-c"'], kind: [' unquoted'], dynamic: [' "é\\n"'] }[type as 'kind'].join('');
    const inside = random.below(4);
    if (inside === 0) return `${type}${labels} {}`;
    if (inside === 1) return `${type}${labels} { one = ${random.pick(['1', '"x"', name(), '[a]'])} }`;
    return `${type}${labels}${blank()}{\n${body(depth, `${indentation}  `)}${indentation}}`;
  };

  return random.pick(['', '\ufeff', '# first\n', '\n']) + body(3, '');
}
