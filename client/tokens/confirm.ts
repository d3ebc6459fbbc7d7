/** Matches projects as `leastwise.tokens.confirmForProjects` names them: `*` stands for any characters. */
export function confirmPattern(pattern: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.split(/\*+/).map(literal).join('.*')}$`);
}
