import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { name, publisher } from '../../package.json';
import { until } from './until';

describe('the extension', () => {
  it('is there, in a real extension host with a folder open', () => {
    assert.match(vscode.version, /^1\./);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    assert.ok(vscode.extensions.getExtension(`${publisher}.${name}`));
  });

  it('activates', async () => {
    const extension = vscode.extensions.getExtension(`${publisher}.${name}`);
    await extension?.activate();
    await until('an active extension', () => extension?.isActive);
  });
});
