// The folder of kept files, where the file system fails.
import { expect } from 'chai';
import { syncedFolders } from '../../server/evidence/adapters/disk.ts';

describe('folders kept open for a moment', () => {
  it('are closed when nobody uses them any more, and what fails then is told', async () => {
    const closed: number[] = [];
    const told = await new Promise<unknown>((resolve) => {
      const sync = syncedFolders({
        open: () => Promise.resolve(7), sync: () => Promise.resolve(), milliseconds: 0, failed: resolve,
        close(file) {
          closed.push(file);
          return Promise.reject(new Error('EIO'));
        },
      });
      void sync('/a/folder');
    });
    expect([closed, told instanceof Error ? told.message : told]).to.deep.equal([[7], 'EIO']);
  });

  it('are opened again after a failed sync, which whoever waits is told', async () => {
    const opened: string[] = [];
    const closed: number[] = [];
    let fails = true;
    const sync = syncedFolders({
      open(path) {
        opened.push(path);
        return Promise.resolve(opened.length);
      },
      sync: () => (fails ? Promise.reject(new Error('ENOSPC')) : Promise.resolve()), close: (file) => Promise.resolve(void closed.push(file)), milliseconds: 60_000, failed: () => expect.fail('nothing is closed yet'),
    });
    expect(await sync('/a').then(() => 'synced', (error: Error) => error.message)).to.equal('ENOSPC');
    fails = false;
    await sync('/a');
    await sync('/a');
    expect([opened, closed]).to.deep.equal([['/a', '/a'], [1]]);
  });
});
