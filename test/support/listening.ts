import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';

/** A server on a free port of loopback, and how it ends. */
export async function listening(handler: RequestListener): Promise<{ origin: string; port: number; close: () => Promise<void> }> {
  const server = createServer(handler);
  // Client and server share a process: a long piece of work of one is no sign that the other has gone.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`, port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
