import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';

function inWorkspace(...path: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, ...path);
}

function advice(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((each) => each.source === 'Sage Green');
}

function about(uri: vscode.Uri, practice: string): vscode.Diagnostic | undefined {
  return advice(uri).find((each) => codeOf(each) === practice);
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** An editor takes a question back when its document changes meanwhile, as on a busy machine it may: then it asks again. */
async function fixesAt(uri: vscode.Uri, range: vscode.Range, left = 3): Promise<vscode.CodeAction[]> {
  try {
    return await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
  } catch (error) {
    if (left === 0 || !(error instanceof Error) || error.name !== 'Canceled') throw error;
    return fixesAt(uri, range, left - 1);
  }
}

interface Case {
  readonly path: readonly string[];
  readonly practice: string;
  readonly under: string;
  readonly fix: string;
  readonly after: string;
}

const CASES: readonly Case[] = [
  {
    path: ['scripts', 'deploy_price_model.py'],
    practice: 'use-graviton',
    under: '"ml.m5.xlarge"',
    fix: 'Change to ml.m6g.xlarge',
    after: 'instance_type="ml.m6g.xlarge"',
  },
  {
    path: ['infra', 'claims-triage.yaml'],
    practice: 'log-retention',
    under: 'TriageLogs',
    fix: 'Keep logs for 30 days',
    after: 'RetentionInDays: 30',
  },
  {
    path: ['cdk-python', 'stacks', 'endpoint_stack.py'],
    practice: 'use-graviton',
    under: '"ml.m5.xlarge"',
    fix: 'Change to ml.m6g.xlarge',
    after: 'instance_type="ml.m6g.xlarge"',
  },
  {
    path: ['cdk-typescript', 'lib', 'returns-stack.ts'],
    practice: 'log-retention',
    under: 'LogGroup',
    fix: 'Keep logs for 30 days',
    after: 'retention: logs.RetentionDays.ONE_MONTH',
  },
  {
    path: ['terraform', 'main.tf'],
    practice: 'log-retention',
    under: '"aws_cloudwatch_log_group" "router"',
    fix: 'Keep logs for 30 days',
    after: 'retention_in_days = 30',
  },
  {
    path: ['sam', 'template.yaml'],
    practice: 'use-async-inference',
    under: '!Ref InstanceType',
    fix: 'Use asynchronous inference that scales to zero',
    after: 'AsyncInferenceConfig:',
  },
];

describe('advice in the editor', () => {
  for (const { path, practice, under, fix, after } of CASES)
    it(`${path.join('/')}: ${practice} is said, and its fix mends it`, async () => {
      const uri = inWorkspace(...path);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const { range } = await until('the advice', () => about(uri, practice));
      assert.equal(document.getText(range), under);
      const action = await until('the quick fix', async () =>
        (await fixesAt(uri, range)).find((each) => each.title.startsWith(fix)),
      );
      assert.ok(action.edit);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      assert.ok(document.getText().includes(after));
      await until('silence', () => about(uri, practice) === undefined);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

  it('a notebook: the advice stands in its cell, and the fix changes the cell', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(inWorkspace('notebooks', 'churn-xgboost.ipynb'));
    const editor = await vscode.window.showNotebookDocument(notebook);
    const found = notebook.getCells().find((each) => each.document.getText().includes('model.deploy('));
    assert.ok(found);
    // The workbench has no document for a cell that has never been in view.
    editor.revealRange(new vscode.NotebookRange(found.index, found.index + 1));
    await until('the cell', () =>
      editor.visibleRanges.some(({ start, end }) => start <= found.index && found.index < end),
    );
    const cell = found.document;
    const { range } = await until('the advice', () => about(cell.uri, 'use-graviton'));
    assert.equal(cell.getText(range), '"ml.m4.xlarge"');
    const action = await until('the quick fix', async () =>
      (await fixesAt(cell.uri, range)).find((each) => each.title.startsWith('Change to ml.m6g.xlarge')),
    );
    assert.ok(action.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.ok(cell.getText().includes('"ml.m6g.xlarge"'));
    await until('silence', () => about(cell.uri, 'use-graviton') === undefined);
  });

  it('a hover tells the numbers', async () => {
    const uri = inWorkspace('infra', 'claims-triage.yaml');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const { range } = await until('the advice', () => about(uri, 'use-graviton'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      range.start,
    );
    const text = hovers
      .flatMap((hover) => hover.contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert.match(text, /ml\.c8g\.xlarge/);
    assert.match(text, /kg CO2e/);
    assert.match(text, /price list/i);
  });

  it('says nothing where nothing is ours', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: 'apiVersion: v1\nkind: Service\n',
    });
    await vscode.window.showTextDocument(document);
    await until('other advice has come', () => advice(inWorkspace('infra', 'claims-triage.yaml')).length > 0);
    assert.deepEqual(advice(document.uri), []);
  });
});
