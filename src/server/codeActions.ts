import type {
  ClientCapabilities,
  CodeAction,
  CodeActionParams,
  Diagnostic,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Finding, Fix } from '../advisor/advice';
import type { Edit } from '../model/language';
import type { ShownRecipe } from '../advisor/recipeOf';
import { isTimely, SOURCE } from './diagnostics';
import { SHOW_RECIPE, type DiagnosticData } from './protocol';
import { rangeIn, type Workspace } from './workspace';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.sagegreen`;
export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL];

/** What the editor understands of code actions. */
export interface CodeActionSupport {
  readonly disabled: boolean;
  readonly preferred: boolean;
  /** Versioned edits, which an editor refuses where the text has changed meanwhile. */
  readonly documentChanges: boolean;
  /** The client has a command that shows a rewrite. */
  readonly showsRecipes: boolean;
}

export function codeActionSupport(
  { textDocument, workspace }: ClientCapabilities,
  showsRecipes: boolean,
): CodeActionSupport {
  return {
    disabled: textDocument?.codeAction?.disabledSupport === true,
    preferred: textDocument?.codeAction?.isPreferredSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    showsRecipes,
  };
}

/** The fixes at a place, the alternatives, "not here", and all safe fixes of the file. */
export function codeActionsAt(
  workspace: Workspace,
  params: CodeActionParams,
  support: CodeActionSupport,
  indexed: boolean,
): CodeAction[] {
  const place = workspace.placeOf(params.textDocument.uri);
  if (place === null) return [];
  const { only, diagnostics } = params.context;
  const maker = new ActionMaker(workspace, support, diagnostics);
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix)) {
    const findings = findingsAt(workspace, params, place).filter((finding) => isTimely(finding, indexed));
    actions.push(...maker.quickFixes(place.file, findings));
  }
  if (only !== undefined && wants(only, FIX_ALL)) actions.push(...maker.fixAll(place.file, FIX_ALL));
  return actions;
}

/** Whether a kind was asked for: `source` asks for `source.fixAll.sagegreen` too. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

/** The findings that a range touches, those that lead first. */
function findingsAt(
  workspace: Workspace,
  { range }: CodeActionParams,
  { file, cell }: { readonly file: string; readonly cell: number | null },
): Finding[] {
  const document = workspace.spotOf(file, cell)?.document;
  if (document === undefined) return [];
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return workspace.advisor
    .advise(file)
    .findings.filter(({ at }) => at.file === file && at.cell === cell && at.start <= end && start <= at.end)
    .sort((a, b) => Number(a.rank === 'alternative') - Number(b.rank === 'alternative'));
}

class ActionMaker {
  constructor(
    private readonly workspace: Workspace,
    private readonly support: CodeActionSupport,
    private readonly diagnostics: readonly Diagnostic[],
  ) {}

  quickFixes(file: string, findings: readonly Finding[]): CodeAction[] {
    const { advisor } = this.workspace;
    const actions = new Map<string, CodeAction>();
    const add = (finding: Finding, fix: Fix): void => {
      const action = this.actionOf(finding, fix);
      // Several environments are often fixed by the same edit.
      const key = JSON.stringify([fix.title, fix.edits]);
      if (action !== null && !actions.has(key)) actions.set(key, action);
    };
    for (const finding of findings) for (const fix of advisor.fixes(file, finding)) add(finding, fix);
    for (const finding of this.support.showsRecipes ? findings : []) {
      const recipe = advisor.recipe(file, finding);
      if (recipe !== null) actions.set(`recipe ${recipe.text}`, showing(recipe));
    }
    for (const finding of findings) {
      const fix = advisor.suppress(file, finding);
      if (fix !== null) add(finding, fix);
    }
    const all = findings.length === 0 ? [] : this.fixAll(file, CodeActionKind.QuickFix);
    return [...actions.values()].sort((a, b) => order(a) - order(b)).concat(all);
  }

  /** One action for all preferred fixes of a file; as a quick fix only where there are several. */
  fixAll(file: string, kind: string): CodeAction[] {
    const fixes = this.workspace.advisor.safeFixes(file);
    if (kind === CodeActionKind.QuickFix && fixes.length < 2) return [];
    const edits = fixes.flatMap((fix) => fix.edits);
    const { edit } = this.workspaceEdit(edits);
    if (edits.length === 0 || edit === null) return [];
    return [{ title: 'Take all safe advice in this file', kind, edit }];
  }

  private actionOf(finding: Finding, fix: Fix): CodeAction | null {
    const { edit, obstacle } = this.workspaceEdit(fix.edits);
    const reason = fix.refusal?.why ?? obstacle;
    if (reason !== null && !this.support.disabled) return null;
    const about = this.diagnostics.filter(
      ({ source, data }) =>
        source === SOURCE && (data as DiagnosticData | undefined)?.fingerprint === finding.fingerprint,
    );
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...(about.length > 0 ? { diagnostics: about } : {}),
      ...(fix.preferred && reason === null && this.support.preferred ? { isPreferred: true } : {}),
      ...(reason === null && edit !== null
        ? { edit }
        : { disabled: { reason: reason ?? 'there is nothing to change' } }),
    };
  }

  /** The edits for the editor, or what keeps them from being made. */
  private workspaceEdit(edits: readonly Edit[]): {
    readonly edit: WorkspaceEdit | null;
    readonly obstacle: string | null;
  } {
    const changes = new Map<string, TextDocumentEdit>();
    for (const edit of edits) {
      const spot = this.workspace.spotOf(edit.file, edit.cell);
      if (spot === null) return { edit: null, obstacle: `${edit.file} has to be changed, and is not in the workspace` };
      if (spot.cell !== null) return { edit: null, obstacle: `${edit.file} has to be changed: open it first` };
      const change = changes.get(spot.uri) ?? { textDocument: { uri: spot.uri, version: spot.version }, edits: [] };
      change.edits.push({ range: rangeIn(spot, edit), newText: edit.newText });
      changes.set(spot.uri, change);
    }
    const documentChanges = [...changes.values()];
    if (this.support.documentChanges) return { edit: { documentChanges }, obstacle: null };
    const byUri = documentChanges.map(({ textDocument, edits: texts }) => [textDocument.uri, texts as TextEdit[]]);
    return { edit: { changes: Object.fromEntries(byUri) as Record<string, TextEdit[]> }, obstacle: null };
  }
}

/** Opens a rewrite beside the code. */
function showing(recipe: ShownRecipe): CodeAction {
  const title = `Show how: ${recipe.title}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: SHOW_RECIPE, arguments: [recipe] } };
}

/** What can be done before what can't, in their own order otherwise. */
function order({ disabled }: CodeAction): number {
  return disabled === undefined ? 0 : 1;
}
