// The bare tip-off: express, multer to disk, one mongoose insert, on the same database and with the same durability as ours: the file and the name of the file
// are on the disk before the answer. Nothing is judged, hashed or sealed.
import express from 'express';
import multer from 'multer';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Schema } from 'mongoose';
import { connect } from '../../../server/kernel/database/connect.ts';

const { MONGODB_URI, DATA_DIR = '', UPLOADS_DIR = '' } = process.env;
mkdirSync(UPLOADS_DIR, { recursive: true });
const { connection } = await connect({ uri: MONGODB_URI, dataDir: DATA_DIR });
const Tip = connection.model('Tip', new Schema({ division: String, targetKind: String, targetName: String, narrative: String, identity: String, categories: [String], file: { path: String, size: Number } }, { collection: 'tips' }));
await Tip.createCollection();
const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
const app = express();
app.post('/reports', multer({ storage: multer.diskStorage({ destination: UPLOADS_DIR }) }).single('files'), async (req, res) => {
  const { division = '', targetKind = '', targetName = '', narrative = '', identity = '', categories = '' } = req.body as Record<string, string>;
  if (req.file) await sync(req.file.path);
  await sync(UPLOADS_DIR);
  const { id } = await Tip.create({ division, targetKind, targetName, narrative, identity, categories: [categories], file: { path: req.file?.path ?? '', size: req.file?.size ?? 0 } });
  res.status(201).json({ id: String(id) });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.once('SIGTERM', () => process.exit(0));
