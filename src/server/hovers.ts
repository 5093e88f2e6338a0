import type { Hover, HoverParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { rangeIn, type Workspace } from './workspace';

/** The hover over an instance type or a finding. */
export function hoverAt(
  workspace: Workspace,
  { textDocument, position }: HoverParams,
  markdown: boolean,
): Hover | null {
  const place = workspace.placeOf(textDocument.uri);
  const spot = place === null ? null : workspace.spotOf(place.file, place.cell);
  if (place === null || spot === null) return null;
  const hover = workspace.advisor.hover(place.file, place.cell, spot.document.offsetAt(position));
  if (hover === null) return null;
  return {
    contents: markdown
      ? { kind: MarkupKind.Markdown, value: hover.markdown }
      : { kind: MarkupKind.PlainText, value: plain(hover.markdown) },
    range: rangeIn(spot, hover.at),
  };
}

/** Markdown as people read it where it isn't rendered. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)')
    .replace(/\*\*|`/g, '')
    .replace(/(^|\s)_([^_]*)_(?=\s|$)/g, '$1$2');
}
