// Several files as one download, made while it is read: nothing is put together in memory or on disk.
import { Readable } from 'node:stream';

/** `read` is called when its turn comes. `isPacked`: pictures, recordings and archives do not get smaller. */
export type ZipEntry = { name: string; isPacked: boolean; read: () => AsyncIterable<Buffer> };

/** `at`: the date of every entry. The stream breaks where an entry cannot be read: a reader sees an incomplete file, never a smaller one. */
export async function zipOf(entries: readonly ZipEntry[], at: Date): Promise<Readable> {
  // Loaded on the first download: a start does not need it.
  const { ZipFile } = (await import('yazl')).default;
  const zip = new ZipFile();
  const out = Readable.from(zip.outputStream, { objectMode: false });
  let open: Readable | null = null;
  zip.on('error', (error: Error) => out.destroy(error));
  out.once('close', () => open?.destroy());
  for (const { name, isPacked, read } of entries) {
    zip.addReadStreamLazy(name, { mtime: at, compress: !isPacked }, (give) => {
      open = Readable.from(read(), { objectMode: false });
      open.once('error', (error) => out.destroy(error));
      give(null, open);
    });
  }
  zip.end();
  return out;
}
