/** The first paragraph of a rule's page behind its header, on one line; undefined for a page that has none. */
export function pageSummary(page: string): string | undefined {
  const paragraphs = page.split(/\n[ \t]*\n/).map((paragraph) => paragraph.trim().replace(/\s+/g, ' '));
  return paragraphs.find((paragraph) => paragraph !== '' && !/^(?:#|```|\||<|- |\*\*.*\bSeverity:)/.test(paragraph));
}
