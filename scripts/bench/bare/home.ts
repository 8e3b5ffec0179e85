// The bare page: Express, one Handlebars template of the size of our home page with as many words put in. Nothing else.
import express from 'express';
import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';

const html = readFileSync(process.env['PAGE'] ?? '', 'utf8');
// Every text between tags becomes a word of the page, escaped on the way out as any page's words are.
const words: string[] = [];
const template = html.replace(/>([^<>{}]*\p{L}[^<>{}]*)</gu, (_whole, text: string) => `>{{words.[${words.push(text) - 1}]}}<`);
const page = Handlebars.compile(template);
const app = express();
app.get('/', (_req, res) => void res.type('html').send(page({ words })));
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`);
});
