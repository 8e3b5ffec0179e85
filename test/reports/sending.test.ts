// A form with a film is half here: the page that sends it may ask how far it is, and nobody else.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { staffed } from '../support/staffed.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const BORDER = 'border';
const FILM = 1024 * 1024;

describe('a form that is on its way', () => {
  const { site } = staffed();
  const open: Socket[] = [];
  after(() => open.forEach((socket) => socket.destroy()));

  const percent = async (key: string): Promise<{ percent: number | null }> => (await site.client().post('/reports/sending', { sending: key }, { headers: { accept: 'application/json' } })).json();
  /** Asked until it is so: the bytes need a moment from one end of the machine to the other. */
  async function comesTo(key: string, wanted: (percent: unknown) => boolean): Promise<unknown> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = (await percent(key)).percent;
      if (wanted(found)) return found;
    }
    return 'never';
  }
  const field = (name: string, value: string): string => `--${BORDER}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  /** The beginning of a tip-off whose file is sent piece by piece. */
  function begins(key: string): { socket: Socket; film: (bytes: number) => void } {
    const head = `${field('sending', key)}${field('narrative', '拍到了他们半夜搬走账本')}--${BORDER}\r\ncontent-disposition: form-data; name="files"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n`;
    const tail = `\r\n--${BORDER}--\r\n`;
    const { hostname, port } = new URL(site.origin);
    const socket = connect(Number(port), hostname);
    open.push(socket);
    const bytes = Buffer.byteLength(head) + FILM + Buffer.byteLength(tail);
    socket.write(`POST /reports HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${site.origin}\r\nsec-fetch-site: same-origin\r\ncontent-type: multipart/form-data; boundary=${BORDER}\r\ncontent-length: ${bytes}\r\n\r\n${head}`);
    return { socket, film: (length) => void socket.write(Buffer.alloc(length)) };
  }

  it('tells how much of it is here, to whoever has its key', async () => {
    const { socket, film } = begins(KEY);
    film(FILM / 2);
    expect(await comesTo(KEY, (found) => typeof found === 'number' && found >= 45)).to.be.within(45, 51);
    expect(await percent('f'.repeat(32))).to.deep.equal({ percent: null });
    socket.write(Buffer.concat([Buffer.alloc(FILM / 2), Buffer.from(`\r\n--${BORDER}--\r\n`)]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString('utf8')).to.match(/^HTTP\/1\.1 422/);
    expect(await comesTo(KEY, (found) => found === null), 'nothing is kept of it').to.equal(null);
  });

  it('forgets one that is broken off, and knows none without a proper key', async () => {
    const other = KEY.replace('0', '9');
    const { socket, film } = begins(other);
    film(FILM / 4);
    expect(await comesTo(other, (found) => typeof found === 'number')).to.be.a('number');
    socket.destroy();
    expect(await comesTo(other, (found) => found === null)).to.equal(null);
    begins('').film(FILM / 4);
    for (const key of ['', 'x', `${KEY}0`]) expect(await percent(key), key).to.deep.equal({ percent: null });
  });

  it('is told aloud at each quarter once, however often it is asked', async () => {
    const script = new URL('../../views/assets/lazy/sending.js', import.meta.url).href;
    const { aloudAt } = (await import(script)) as { aloudAt: (percent: number, said: number) => number | null };
    let said = 0;
    const aloud = [0, 3, 24, 25, 26, 49, 49, 77, 80, 99, 100, 100].map((each) => {
      const now = aloudAt(each, said);
      said = now ?? said;
      return now;
    });
    expect(aloud).to.deep.equal([null, null, null, 25, null, null, null, 75, null, null, 100, null]);
  });
});
