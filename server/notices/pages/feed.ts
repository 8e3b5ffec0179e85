// The Atom feed (RFC 4287) of published cases: the same masked words as the page.
import type { Notice } from '../rules/notice.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const xml = (text: string): string => text.replace(/[&<>"']/g, (symbol) => ESCAPES[symbol] ?? symbol);

export function feed(notices: readonly Notice[], site: { url: string; title: string; demo: string | null; updated: Date }): string {
  const newest = notices[0]?.publishedAt ?? site.updated;
  const entries = notices.map((notice) => `<entry>
<id>${xml(`${site.url}/notices/${notice.id}`)}</id>
<title>${xml(site.demo ? `【${site.demo}】${notice.content.title}` : notice.content.title)}</title>
<updated>${(notice.publishedAt ?? newest).toISOString()}</updated>
<link href="${xml(`${site.url}/notices/${notice.id}`)}"/>
<summary>${xml(notice.content.text)}</summary>
</entry>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${xml(`${site.url}/notices`)}</id>
<title>${xml(site.title)}</title>
${site.demo ? `<subtitle>${xml(site.demo)}</subtitle>\n` : ''}<updated>${newest.toISOString()}</updated>
<author><name>${xml(site.title)}</name></author>
<link rel="self" href="${xml(`${site.url}/notices/feed.atom`)}"/>
${entries.join('\n')}
</feed>
`;
}
