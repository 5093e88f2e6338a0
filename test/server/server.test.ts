import assert from 'node:assert/strict';
import {
  MarkupContent,
  WorkDoneProgress,
  type Connection,
  type Diagnostic,
  type Hover,
} from 'vscode-languageserver/node';
import { Advisor } from '../../src/advisor/advisor';
import { practices as knownPractices } from '../../src/practices';
import { ClientFiles } from '../../src/server/clientFiles';
import { NodeFiles } from '../../src/server/node/files';
import type { FileStatus, ScanResult, SidebarReport } from '../../src/server/protocol';
import { safetensorsOf } from '../languages/weights/modelFiles';
import { said, TestClient, TestFolder } from './client';
import { PARAMETRISED, SCALING, SCRIPT, template } from './texts';

const some = (list: readonly unknown[]): boolean => list.length > 0;
const none = (list: readonly unknown[]): boolean => list.length === 0;
const advises =
  (practice: string) =>
  (list: readonly Diagnostic[]): boolean =>
    list.some(({ code }) => code === practice);

describe('the language server, over its standard streams', () => {
  const folder = new TestFolder({ 'infra/endpoint.yaml': template() });
  const uri = folder.uri('infra/endpoint.yaml');
  let client: TestClient;

  before(async () => {
    client = await TestClient.spawn({ folders: [folder.path] });
    await client.open(uri, 'yaml', template());
  });
  after(async () => {
    await client.stop();
    folder.remove();
  });

  it('says what it can do', () => {
    const { capabilities, serverInfo } = client.result;
    assert.equal(serverInfo?.name, 'sagegreen');
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
    assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll.sagegreen'] });
    // No filter on cells: the editor tells of all of them, and their numbers are true.
    assert.deepEqual(capabilities.notebookDocumentSync, {
      notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' } }],
    });
  });

  it('underlines the value, with practice, severity and a way back to the finding', async () => {
    const [found] = (await client.diagnostics(uri, some)).filter(({ code }) => code === 'use-graviton');
    assert.ok(found);
    assert.equal(client.under(uri, found), 'ml.c5.2xlarge');
    assert.equal(found.source, 'Sage Green');
    assert.equal(found.severity, 3);
    assert.match(said(found), /^ml\.c5\.2xlarge → ml\.c\w+\.2xlarge: −\$/);
    assert.equal(found.data.file, 'infra/endpoint.yaml');
    assert.match(found.data.fingerprint, /^use-graviton:/);
    assert.equal(found.codeDescription, undefined);
    assert.equal(client.published.get(uri)?.version, 1);
  });

  it('explains a finding in Markdown without HTML', async () => {
    const position = client.document(uri).positionAt(template().indexOf('ml.c5') + 3);
    const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    assert.ok(hover && MarkupContent.is(hover.contents));
    assert.equal(hover.contents.kind, 'markdown');
    assert.match(hover.contents.value, /Graviton/);
    assert.doesNotMatch(hover.contents.value, /<[a-z/]/i);
    assert.equal(client.under(uri, { range: hover.range! }), 'ml.c5.2xlarge');
    const elsewhere = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    assert.equal(elsewhere, null);
  });

  it('fixes the value, versioned, and the squiggle goes', async () => {
    const diagnostics = client.published.get(uri)?.diagnostics ?? [];
    const actions = await client.codeActions(uri, 'ml.c5.2xlarge', ['quickfix'], diagnostics);
    const [fix, ...others] = actions;
    assert.ok(fix);
    assert.equal(fix.isPreferred, true);
    assert.deepEqual(
      fix.diagnostics?.map(({ code }) => code),
      ['use-graviton'],
    );
    assert.equal(others.filter(({ isPreferred }) => isPreferred).length, 0);
    assert.ok(actions.some(({ title }) => title === 'Do not advise use-graviton here'));
    await client.apply(fix);
    await client.diagnostics(uri, (list) => !advises('use-graviton')(list));
    assert.match(client.document(uri).getText(), /pytorch-inference-arm64:.*[\s\S]*InstanceType: ml\.c\dg\.2xlarge/);
  });

  it('follows what is typed, through broken text', async () => {
    await client.replace(uri, 'InstanceType: ml.c7g', 'InstanceType: "ml.c5');
    await client.replace(uri, '.2xlarge\n', '.xlarge"\n');
    await client.replace(uri, 'pytorch-inference-arm64', 'pytorch-inference');
    const [first] = await client.diagnostics(uri, advises('use-graviton'));
    assert.ok(first);
    assert.equal(client.under(uri, first), 'ml.c5.xlarge');
    assert.equal(client.published.get(uri)?.version, client.document(uri).version);
  });

  it('hears of a suppression as it is typed', async () => {
    await client.replace(
      uri,
      'InstanceType: "ml.c5.xlarge"',
      'InstanceType: ml.c5.xlarge # sagegreen: ignore[use-graviton]',
    );
    await client.diagnostics(uri, (list) => !advises('use-graviton')(list));
    await client.replace(uri, 'ignore[use-graviton]', 'ignore[log-retention]');
    const found = await client.diagnostics(uri, advises('unusedSuppression'));
    const unused = found.find(({ code }) => code === 'unusedSuppression');
    assert.deepEqual(unused?.tags, [1]);
    await client.replace(uri, ' # sagegreen: ignore[log-retention]', '');
    await client.diagnostics(uri, advises('use-graviton'));
  });

  it('says nothing of a document without a word of ours', async () => {
    const other = folder.uri('infra/workflow.yaml');
    await client.open(other, 'yaml', 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n');
    await client.diagnostics(other, none);
    await client.close(other);
  });

  it('takes the squiggles back when a document is closed', async () => {
    await client.close(uri);
    await client.diagnostics(uri, none);
  });

  it('ends in order when it is told to', async () => {
    const mine = await TestClient.spawn();
    await mine.stop();
    assert.equal(mine.process?.exitCode, 0);
  });
});

describe('all safe advice of a file at once', () => {
  it('is offered beside others where it takes several fixes, and takes those', async () => {
    const text = `${template()}  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: /ranking }\n`;
    for (const count of [0, 1, 2]) {
      class Offering extends Advisor {
        override safeFixes(file: string): ReturnType<Advisor['safeFixes']> {
          const fixes = super.safeFixes(file);
          assert.equal(fixes.length, 2);
          return fixes.slice(0, count);
        }
      }
      const folder = new TestFolder({ 'a.yaml': text });
      const client = await TestClient.inProcess({
        folders: [folder.path],
        make: (settings) => new Offering(settings),
      });
      const uri = folder.uri('a.yaml');
      await client.open(uri, 'yaml', text);
      await client.diagnostics(uri, some);
      const isAll = ({ title }: { readonly title: string }): boolean => title === 'Take all safe advice in this file';
      const beside = (await client.codeActions(uri, 'ml.c5.2xlarge', ['quickfix'])).find(isAll);
      assert.equal(beside !== undefined, count === 2);
      const asked = (await client.codeActions(uri, 'ml.c5.2xlarge', ['source.fixAll'])).find(isAll);
      assert.equal(asked !== undefined, count > 0);
      await client.stop();
      folder.remove();
    }
  });
});

describe('the language server and the workspace', () => {
  let folder: TestFolder;
  let client: TestClient;
  const start = async (
    files: Record<string, string>,
    options: Parameters<typeof TestClient.inProcess>[0] = {},
  ): Promise<void> => {
    folder = new TestFolder(files);
    client = await TestClient.inProcess({ folders: [folder.path], ...options });
  };
  afterEach(async () => {
    await client.stop();
    folder.remove();
  });
  const changed = (name: string, type: 1 | 2 | 3): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uri(name), type }],
    });
  const report = (): Promise<SidebarReport> => client.connection.sendRequest('sagegreen/report', {});
  const filesIn = async (): Promise<string[]> => [
    ...new Set((await report()).practices.flatMap((practice) => practice.files.map(({ file }) => file))),
  ];

  it('reports on files that are not open, a notebook among them, by practice, file and finding', async () => {
    const { notebookFile } = await import('./texts');
    await start({ 'a.yaml': template(), 'nb/n.ipynb': notebookFile(), 'README.md': 'sagemaker' });
    await client.indexed();
    const { practices, summary } = await report();
    const graviton = practices.find(({ id }) => id === 'use-graviton');
    // What stands and what a session starts are never added up.
    assert.match(graviton?.total ?? '', /^−\$\d+\/month, −\d+ kg CO2e\/month, −\$0\.\d\d an hour$/);
    const [file] = graviton?.files ?? [];
    assert.equal(file?.file, 'a.yaml');
    assert.match(file.findings[0]?.subject ?? '', /^ml\.c5\.2xlarge → /);
    assert.match(file.findings[0]?.delta ?? '', /^−\$/);
    assert.equal(summary[0], '2 of 2 deployments priced');
    const inNotebook = practices.flatMap(({ files }) => files).find(({ file: name }) => name === 'nb/n.ipynb');
    // The notebook isn't open: its cells have no address yet, and their number says which.
    assert.equal(inNotebook?.findings[0]?.cell, 3);
    assert.equal(inNotebook.findings[0].uri, folder.uri('nb/n.ipynb'));
  });

  it('has the alternatives of a finding below it, and in no total; advice for the report alone is there too', async () => {
    await start({ 'a.yaml': template('ml.c5.2xlarge', '1') });
    await client.indexed();
    const { practices } = await report();
    const findings = practices.flatMap(({ files }) => files.flatMap((file) => file.findings));
    const leading = findings.find(({ alternatives }) => alternatives.length > 0);
    assert.ok(leading, 'a value that several practices would change');
    const places = leading.alternatives.map(({ uri }) => uri);
    assert.deepEqual(new Set(places), new Set([leading.uri]));
    const listed = new Set(findings.map(({ fingerprint }) => fingerprint));
    for (const { fingerprint, alternatives } of leading.alternatives) {
      assert.ok(!listed.has(fingerprint), 'an alternative is no row of its own');
      assert.deepEqual(alternatives, []);
    }
    const ids = practices.map(({ id }) => id);
    const reported = knownPractices.filter(({ defaultVisibility }) => defaultVisibility === 'report');
    assert.ok(
      reported.some(({ id }) => ids.includes(id)),
      ids.join(),
    );
  });

  it('asks the editor to watch files, and reads what has changed', async () => {
    await start({ 'a.yaml': template() });
    await client.indexed();
    assert.ok(client.registered.some(({ method }) => method === 'workspace/didChangeWatchedFiles'));
    folder.write('sub/b.yaml', template('ml.m5.4xlarge'));
    await changed('sub/b.yaml', 1);
    await client.until('a notification of change', () => client.changes.length > 0);
    const { practices } = await poll(report, ({ practices }) =>
      practices.some(({ files }) => files.some(({ file }) => file === 'sub/b.yaml')),
    );
    assert.ok(practices.length > 0);
    folder.write('a.yaml', template('ml.c8g.2xlarge'));
    await changed('a.yaml', 2);
    await poll(report, (now) => !JSON.stringify(now).includes('ml.c5.2xlarge'));
  });

  it('forgets a file that is deleted, and a whole folder of them', async () => {
    await start({ 'a.yaml': template(), 'sub/b.yaml': template(), 'sub/deep/c.yaml': template() });
    await client.indexed();
    assert.deepEqual((await filesIn()).sort(), ['a.yaml', 'sub/b.yaml', 'sub/deep/c.yaml']);
    const { rmSync } = await import('node:fs');
    rmSync(folder.at('sub'), { recursive: true });
    await changed('sub', 3);
    await poll(filesIn, (files) => files.join() === 'a.yaml');
    rmSync(folder.at('a.yaml'));
    await changed('a.yaml', 3);
    await poll(filesIn, none);
  });

  it('reads a folder that is moved into the workspace', async () => {
    await start({});
    await client.indexed();
    folder.write('moved/a.yaml', template());
    await changed('moved', 1);
    await poll(filesIn, (files) => files.join() === 'moved/a.yaml');
  });

  it('believes the open buffer, not the disk, until it is closed', async () => {
    await start({ 'a.yaml': template() });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', template('ml.m5.4xlarge'));
    await client.diagnostics(uri, some);
    folder.write('a.yaml', template('ml.c8g.2xlarge'));
    await changed('a.yaml', 2);
    await client.indexed();
    assert.match(JSON.stringify(await report()), /ml\.m5\.4xlarge/);
    await client.close(uri);
    await poll(report, (now) => !JSON.stringify(now).includes('ml.m5.4xlarge'));
  });

  it('judges a template by the parameters beside it, and follows them', async () => {
    await start({ 'a.yaml': PARAMETRISED, 'prod-config.json': '{"Parameters": {"Type": "ml.c5.4xlarge"}}' });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', PARAMETRISED);
    const [found] = await client.diagnostics(uri, (list) =>
      list.some((found) => said(found).startsWith('ml.c5.4xlarge')),
    );
    assert.equal(found?.relatedInformation?.[0]?.location.uri, folder.uri('prod-config.json'));
    folder.write('prod-config.json', '{"Parameters": {"Type": "ml.m5.12xlarge"}}');
    await changed('prod-config.json', 2);
    await client.diagnostics(uri, (list) => list.some((found) => said(found).startsWith('ml.m5.12xlarge')));
  });

  it('reads no parameters and no team file of a workspace that is not trusted, until it is', async () => {
    const files = {
      'a.yaml': PARAMETRISED,
      'prod-config.json': '{"Parameters": {"Type": "ml.c5.4xlarge"}}',
      '.sagegreen.yaml': 'version: 1\npractices:\n  add-autoscaling: {severity: off}\n',
    };
    await start(files, { initializationOptions: { trusted: false } });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', PARAMETRISED);
    await client.indexed();
    const found = await client.diagnostics(uri, advises('add-autoscaling'));
    assert.ok(found.some((found) => said(found).startsWith('ml.c5.2xlarge')));
    await client.connection.sendNotification('sagegreen/trust', { trusted: true });
    await client.diagnostics(
      uri,
      (list) => !advises('add-autoscaling')(list) && list.some((found) => said(found).startsWith('ml.c5.4xlarge')),
    );
  });

  describe('model files that code names', () => {
    const DEPLOY = `import sagemaker
from sagemaker.huggingface import HuggingFaceModel

net.save_pretrained("./model")
uri = sagemaker.Session().upload_data("model.tar.gz")
model = HuggingFaceModel(model_data=uri, role=role, transformers_version="4.49.0", pytorch_version="2.6.0")
model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
`;
    const FILE = 'model/model.safetensors';
    const bytes = (dtype: string): Buffer => Buffer.from(safetensorsOf(dtype, 1000, 1000));
    const isTold = (now: SidebarReport): boolean => JSON.stringify(now).includes('weights in float32');
    const isNotTold = (now: SidebarReport): boolean => !isTold(now);

    it('are read by their headers, again when they change, and never for a keystroke', async () => {
      let reads = 0;
      class Counting extends NodeFiles {
        override readHeader(root: string, file: string): ReturnType<NodeFiles['readHeader']> {
          reads += 1;
          return super.readHeader(root, file);
        }
      }
      await start({ 'deploy.py': DEPLOY, '.gitignore': 'model/\n' }, { files: new Counting() });
      await client.indexed();
      assert.ok(isNotTold(await report()));
      folder.write(FILE, bytes('F32'));
      await changed('model', 1);
      await poll(report, isTold);
      const uri = folder.uri('deploy.py');
      await client.open(uri, 'python', DEPLOY);
      await client.diagnostics(uri, some);
      const before = reads;
      await client.change(uri, { text: `${DEPLOY}# a word` });
      await poll(report, isTold);
      assert.equal(reads, before);
      folder.write(FILE, bytes('BF16'));
      await changed(FILE, 2);
      await poll(report, isNotTold);
      folder.write(FILE, bytes('F32'));
      await changed(FILE, 2);
      await poll(report, isTold);
      (await import('node:fs')).rmSync(folder.at(FILE));
      await changed(FILE, 3);
      await poll(report, isNotTold);
    });

    it('are not read in a workspace that is not trusted, until it is', async () => {
      folder = new TestFolder({ 'deploy.py': DEPLOY, [FILE]: bytes('F32') });
      client = await TestClient.inProcess({
        folders: [folder.path],
        initializationOptions: { trusted: false, reports: true },
      });
      await client.indexed();
      assert.ok(isNotTold(await report()));
      await client.connection.sendNotification('sagegreen/trust', { trusted: true });
      await poll(report, isTold);
    });

    it('are unknown where only the editor reaches the files', async () => {
      class OfEditor extends NodeFiles {
        override readHeader(): ReturnType<NodeFiles['readHeader']> {
          return new ClientFiles({} as Connection).readHeader();
        }
      }
      folder = new TestFolder({ 'deploy.py': DEPLOY, [FILE]: bytes('F32') });
      client = await TestClient.inProcess({ folders: [folder.path], files: new OfEditor() });
      await client.indexed();
      const uri = folder.uri('deploy.py');
      await client.open(uri, 'python', DEPLOY);
      await client.diagnostics(uri, some);
      assert.ok(isNotTold(await report()));
    });
  });

  it('obeys the team file as it is typed, and says what is wrong in it', async () => {
    await start({ 'a.yaml': template() });
    const uri = folder.uri('a.yaml');
    const team = folder.uri('.sagegreen.yaml');
    await client.open(uri, 'yaml', template());
    await client.indexed();
    await client.diagnostics(uri, advises('add-autoscaling'));
    await client.open(
      team,
      'yaml',
      'version: 1\npractices:\n  add-autoscaling:\n    severity: off\nregoin: eu-west-1\n',
    );
    await client.diagnostics(uri, (list) => !advises('add-autoscaling')(list));
    const [wrong] = await client.diagnostics(team, some);
    assert.equal(client.under(team, wrong!), 'regoin');
    // Not saved, and so gone with the buffer.
    await client.close(team);
    await client.diagnostics(uri, advises('add-autoscaling'));
  });

  it('says that an endpoint has no scaling only when all files have been read', async () => {
    await start({ 'a.py': SCRIPT, 'scaling.py': SCALING });
    const uri = folder.uri('a.py');
    await client.open(uri, 'python', SCRIPT);
    await client.indexed();
    await client.diagnostics(uri, (list) => !advises('add-autoscaling')(list));
    const { rmSync } = await import('node:fs');
    rmSync(folder.at('scaling.py'));
    await changed('scaling.py', 3);
    await client.diagnostics(uri, advises('add-autoscaling'));
  });

  it('takes settings at the start and when they change', async () => {
    await start({ 'a.yaml': template() }, { settings: { practices: { 'add-autoscaling': 'off' } } });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', template());
    await client.indexed();
    await client.diagnostics(uri, advises('use-graviton'));
    assert.deepEqual(client.practices(uri), ['use-graviton']);
    client.settings = { practices: { 'use-graviton': 'warning' }, loudness: 'quiet' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const [found] = await client.diagnostics(uri, (list) => list.some(({ severity }) => severity === 2));
    assert.equal(found?.code, 'use-graviton');
    client.settings = { loudness: 'deafening' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until('a word on the setting', () =>
      client.shown.some((text) => /sagegreen\.loudness must be one of/.test(text)),
    );
  });

  it('takes settings that come along, from an editor that can not be asked', async () => {
    await start({ 'a.yaml': template() }, { capabilities: {} });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', template());
    await client.diagnostics(uri, advises('use-graviton'));
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { sagegreen: { practices: { 'use-graviton': 'off' } } },
    });
    await client.diagnostics(uri, (list) => !advises('use-graviton')(list));
  });

  it('takes folders in and lets them go, and tells files of the same name apart', async () => {
    const second = new TestFolder({ 'a.yaml': template('ml.m5.4xlarge') });
    try {
      await start({ 'a.yaml': template() });
      await client.indexed();
      const event = { added: [{ uri: second.uri(''), name: 'second' }], removed: [] };
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      const both = await poll(filesIn, (files) => files.length === 2);
      assert.deepEqual(
        both.map((file) => file.split('/').at(-1)),
        ['a.yaml', 'a.yaml'],
      );
      assert.ok(both.includes('second/a.yaml'));
      const back = { added: [], removed: [{ uri: second.uri(''), name: 'second' }] };
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: back });
      assert.deepEqual(await poll(filesIn, (files) => files.length === 1), ['a.yaml']);
    } finally {
      second.remove();
    }
  });

  it('scans with progress, and names what it left out', async () => {
    const files: Record<string, string> = { 'a.yaml': template(), 'big.json': `"${'x'.repeat(2_000_001)}"` };
    for (let i = 0; i < 50; i += 1) files[`many/${String(i)}.py`] = SCRIPT;
    await start(files);
    await client.indexed();
    const progress: { kind: string }[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'scan-1', (value) => void progress.push(value));
    const result: ScanResult = await client.connection.sendRequest('sagegreen/scan', { workDoneToken: 'scan-1' });
    assert.equal(result.cancelled, false);
    assert.equal(result.deployments, 51);
    assert.equal(result.read, 52);
    assert.deepEqual(result.skipped, [{ file: 'big.json', reason: 'larger than 2 MB' }]);
    assert.equal(progress[0]?.kind, 'begin');
    assert.equal(progress.at(-1)?.kind, 'end');
  });

  it('counts the deployments of a file, and what keeps them from a price', async () => {
    const text = PARAMETRISED.replace('    Default: ml.c5.2xlarge\n', '');
    await start({ 'a.yaml': text });
    const uri = folder.uri('a.yaml');
    await client.open(uri, 'yaml', text);
    await client.indexed();
    const status: FileStatus = await client.connection.sendRequest('sagegreen/fileStatus', { uri });
    assert.equal(status.deployments, 1);
    assert.equal(status.priced, 0);
    assert.match(status.unresolved.join(), /Type/);
    assert.equal(status.total, null);
  });

  it('reports versions, settings and counts for a defect, without code or names', async () => {
    await start({ 'secret-project.yaml': template() });
    await client.indexed();
    const facts = await client.connection.sendRequest('sagegreen/facts', {});
    const text = JSON.stringify(facts);
    assert.match(text, /"deployments":1/);
    assert.match(text, /"use-graviton":1/);
    assert.doesNotMatch(text, /secret-project|ml\.c5|ranking/);
  });
});

/** Asks again until the answer is as wished. */
async function poll<T>(ask: () => Promise<T>, is: (answer: T) => boolean): Promise<T> {
  let answer = await ask();
  for (const end = Date.now() + 45_000; !is(answer) && Date.now() < end; answer = await ask())
    await new Promise((done) => setTimeout(done, 20));
  assert.ok(is(answer), `it stayed ${JSON.stringify(answer)}`);
  return answer;
}
