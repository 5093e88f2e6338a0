import assert from 'node:assert/strict';
import type { AdvisorPort } from '../../src/server/advisorPort';
import { makeAdvisor } from '../../src/server/advisorPort';
import { NodeFiles } from '../../src/server/node/files';
import type { FileContent } from '../../src/server/runtime';
import { said, TestClient, TestFolder } from './client';
import { template } from './texts';

/** The real advisor, with some of its methods replaced. */
function advisorWith(parts: (real: AdvisorPort) => Partial<AdvisorPort>): typeof makeAdvisor {
  return (settings) => {
    const real = makeAdvisor(settings);
    const replaced = parts(real);
    return new Proxy(real, {
      get: (target, name) => {
        const value: unknown = Reflect.get(name in replaced ? replaced : target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
}

const explode = (): never => {
  throw new Error('a bug in the advisor');
};

describe('the language server when something goes wrong', () => {
  let folder: TestFolder;
  let client: TestClient;
  let uri: string;
  const start = async (options: Parameters<typeof TestClient.inProcess>[0]): Promise<void> => {
    folder = new TestFolder({ 'a.yaml': template() });
    uri = folder.uri('a.yaml');
    client = await TestClient.inProcess({ folders: [folder.path], ...options });
  };
  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  it('answers neutrally, logs everything and tells the person once', async () => {
    await start({ make: advisorWith(() => ({ hover: explode, fixes: explode })) });
    await client.open(uri, 'yaml', template());
    const hover = { textDocument: { uri }, position: { line: 15, character: 26 } };
    assert.equal(await client.connection.sendRequest('textDocument/hover', hover), null);
    assert.equal(await client.connection.sendRequest('textDocument/hover', hover), null);
    assert.deepEqual(await client.codeActions(uri, 'ml.c5.2xlarge'), []);
    await client.until('a word', () => client.shown.length >= 2);
    assert.deepEqual(client.shown, [
      'Sage Green could not show a hover. The "Sage Green" output says why.',
      'Sage Green could not offer fixes. The "Sage Green" output says why.',
    ]);
    assert.equal(client.logged.filter((line) => line.includes('a bug in the advisor')).length, 3);
  });

  it('leaves a file alone that it fails on, names it, and goes on with the others', async () => {
    const failing = advisorWith((real) => ({
      update: (source) => (source.file === 'a.yaml' ? explode() : real.update(source)),
    }));
    await start({ make: failing });
    const other = folder.uri('b.yaml');
    await client.open(uri, 'yaml', template());
    await client.open(other, 'yaml', template());
    await client.diagnostics(other, (list) => list.length > 0);
    const status: { skipped: string } = await client.connection.sendRequest('sagegreen/fileStatus', { uri });
    assert.match(status.skipped, /internal error/);
  });

  it('tells nothing by settings that are not there yet', async () => {
    const answers: ((settings: unknown) => void)[] = [];
    await start({});
    // A second client whose editor takes its time.
    const slow = await TestClient.inProcess({
      folders: [folder.path],
      onConfiguration: () => new Promise((done) => answers.push(done)),
    });
    await slow.open(uri, 'yaml', template());
    await client.open(uri, 'yaml', template());
    await client.diagnostics(uri, (list) => list.length > 0);
    assert.equal(slow.published.size, 0);
    assert.equal(answers.length, 1);
    answers[0]?.([{ practices: { 'use-graviton': 'warning' } }]);
    const [found] = await slow.diagnostics(uri, (list) => list.length > 0);
    assert.equal(found?.severity, 2);
    await slow.stop();
  });

  it('answers for the text as it was asked about, or not at all', async () => {
    const answers: ((settings: unknown) => void)[] = [];
    await start({ onConfiguration: () => new Promise((done) => answers.push(done)) });
    await waitFor(() => answers.length === 1);
    await client.open(uri, 'yaml', template());
    const asked = client.codeActions(uri, 'ml.c5.2xlarge');
    await client.change(uri, { text: `# moved\n${template()}` });
    answers[0]?.([{}]);
    assert.deepEqual(await asked, []);
    assert.notDeepEqual(await client.codeActions(uri, 'ml.c5.2xlarge'), []);
  });

  it('reads a file again that has changed while it was read', async () => {
    const held: (() => void)[] = [];
    class SlowFiles extends NodeFiles {
      override async read(file: string, limit: number): Promise<FileContent> {
        const content = await super.read(file, limit);
        await new Promise<void>((done) => held.push(done));
        return content;
      }
    }
    await start({ files: new SlowFiles() });
    await client.until('the reading', () => true);
    await waitFor(() => held.length === 1);
    folder.write('a.yaml', template('ml.m5.4xlarge'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await client.connection.sendRequest('sagegreen/report', {});
    held[0]?.();
    await waitFor(() => held.length === 2);
    assert.doesNotMatch(JSON.stringify(await client.connection.sendRequest('sagegreen/report', {})), /c5\.2xlarge/);
    held[1]?.();
    await client.indexed();
    assert.match(JSON.stringify(await client.connection.sendRequest('sagegreen/report', {})), /ml\.m5\.4xlarge/);
  });

  it('stops a scan that is cancelled', async () => {
    let hold: Promise<void> | null = null;
    class HeldFiles extends NodeFiles {
      override async read(file: string, limit: number): Promise<FileContent> {
        await hold;
        return super.read(file, limit);
      }
    }
    await start({ files: new HeldFiles() });
    for (let i = 0; i < 20; i += 1) folder.write(`${String(i)}.yaml`, template());
    await client.indexed();
    let release: () => void = () => undefined;
    hold = new Promise((done) => (release = done));
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const scan = client.connection.sendRequest<{ cancelled: boolean; read: number }>(
      'sagegreen/scan',
      {},
      source.token,
    );
    await new Promise((done) => setTimeout(done, 50));
    source.cancel();
    await new Promise((done) => setTimeout(done, 50));
    release();
    const result = await scan;
    assert.equal(result.cancelled, true);
    assert.ok(result.read <= 4, `${result.read} were read`);
  });

  it('lets suppressions end at midnight', async () => {
    let today = '2026-11-23';
    await start({ today: () => today });
    const text = template().replace(
      'InstanceType',
      '# sagegreen: ignore[use-graviton] until=2026-11-23\n          InstanceType',
    );
    await client.open(uri, 'yaml', text);
    await client.indexed();
    await client.diagnostics(uri, (list) => list.some(({ code }) => code === 'add-autoscaling'));
    assert.ok(!client.practices(uri).includes('use-graviton'));
    today = '2026-11-24';
    await client.change(uri, { text: `${text}\n` });
    const found = await client.diagnostics(uri, (list) => list.some(({ code }) => code === 'use-graviton'));
    assert.ok(found.some((each) => each.code === 'expiredSuppression' && said(each).includes('2026-11-23')));
  });
});

async function waitFor(is: () => boolean): Promise<void> {
  for (const end = Date.now() + 45_000; !is();) {
    assert.ok(Date.now() < end, 'it did not come');
    await new Promise((done) => setTimeout(done, 5));
  }
}
