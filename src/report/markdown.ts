import { documentOf, TITLE, type Block } from './document';
import type { Report } from './json';

/** The report as Markdown, for a comment on a change or a page of a wiki. */
export function markdown(report: Report): string {
  return `# ${TITLE}\n\n${documentOf(report).map(block).join('\n\n')}\n`;
}

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `## ${escaped(each.text)}`;
    case 'paragraph':
      return escaped(each.text);
    case 'table':
      return [
        row(each.head),
        row(each.head.map(() => '---')),
        ...each.rows.map((cells) => row(cells.map(escaped))),
      ].join('\n');
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names come from code: nothing in them is taken for Markdown or HTML, and nothing ends a row of a table. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&]/g, '\\$&').replace(/\s+/g, ' ');
}
