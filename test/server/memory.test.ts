import assert from 'node:assert/strict';
import { releaseMemory } from '../../src/server/node/memory';
import { TestClient, TestFolder } from './client';
import { template } from './texts';

describe('memory', () => {
  it('is given back, as often as asked', async () => {
    await releaseMemory();
    await Promise.all([releaseMemory(), releaseMemory()]);
  });

  for (const [files, times] of [
    [20, 0],
    [600, 1],
  ] as const)
    it(`is given back ${times} times after a scan of ${files} files`, async () => {
      const folder = new TestFolder({ 'a.yaml': template() });
      for (let index = 1; index < files; index += 1) folder.write(`part/${index}.yaml`, 'replicas: 3\n');
      let released = 0;
      const releasing = (): Promise<void> => {
        released += 1;
        return Promise.resolve();
      };
      const client = await TestClient.inProcess({ folders: [folder.path], releaseMemory: releasing });
      await client.indexed();
      const before = released;
      await client.connection.sendRequest('sagegreen/scan', {});
      assert.equal(released - before, times);
      await client.stop();
      folder.remove();
    });
});
