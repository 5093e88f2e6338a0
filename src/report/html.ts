import { documentOf, TITLE, type Block } from './document';
import type { Report } from './json';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}
@media(prefers-color-scheme:dark){body{background:#1b1f1b;color:#e4e8e2}}`;

/** The report as one page of HTML that loads nothing. */
export function html(report: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${TITLE}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${TITLE}</h1>
${documentOf(report).map(block).join('\n')}
</body>
</html>
`;
}

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `<h2>${escaped(each.text)}</h2>`;
    case 'paragraph':
      return `<p>${escaped(each.text)}</p>`;
    case 'table':
      return `<table>\n${[row('th', each.head), ...each.rows.map((cells) => row('td', cells))].join('\n')}\n</table>`;
  }
}

function row(tag: 'th' | 'td', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from code: nothing in them is taken for HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
