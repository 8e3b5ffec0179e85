// Just enough reading of our own pages to press what they show: links, forms, buttons.
export type Link = { href: string; text: string };
export type Field = { name: string; value: string; type: string; isChecked: boolean };
export type Form = { action: string; method: string; isMultipart: boolean; fields: Field[]; buttons: { text: string; name: string; value: string }[] };

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x60': '`', '#x3D': '=', '#39': "'", nbsp: ' ' };
export const decode = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
const plain = (html: string): string => decode(html.replace(/<[^>]*>/g, '')).replace(/\s+/g, ' ').trim();

export function attributes(tag: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value] of tag.replace(/^<\w+/, '').matchAll(/([\w-]+)(?:="([^"]*)")?/g)) found[name] = decode(value ?? '');
  return found;
}

export const linksOf = (html: string): Link[] =>
  [...html.matchAll(/(<a\b[^>]*>)([\s\S]*?)<\/a>/g)].flatMap(([, tag = '', inner = '']) => {
    const { href } = attributes(tag);
    return href === undefined ? [] : [{ href, text: plain(inner) }];
  });

function fieldsOf(html: string): Field[] {
  const inputs = [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => attributes(tag)).map((all) => ({
    name: all['name'] ?? '', value: all['value'] ?? (all['type'] === 'checkbox' ? 'on' : ''), type: all['type'] ?? 'text', isChecked: 'checked' in all,
  }));
  const areas = [...html.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)].map(([, tag = '', inner = '']) => ({
    name: attributes(tag)['name'] ?? '', value: decode(inner.replace(/^\r?\n/, '')), type: 'textarea', isChecked: false,
  }));
  const selects = [...html.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)].map(([, tag = '', inner = '']) => {
    const options = [...inner.matchAll(/<option\b[^>]*>/g)].map(([option]) => attributes(option));
    const chosen = options.find((option) => 'selected' in option) ?? options[0];
    return { name: attributes(tag)['name'] ?? '', value: chosen?.['value'] ?? '', type: 'select', isChecked: false };
  });
  return [...inputs, ...areas, ...selects].filter(({ name }) => name !== '');
}

export const formsOf = (html: string): Form[] =>
  [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => {
    const all = attributes(tag);
    return {
      action: all['action'] ?? '', method: (all['method'] ?? 'get').toLowerCase(), isMultipart: all['enctype'] === 'multipart/form-data', fields: fieldsOf(inner),
      buttons: [...inner.matchAll(/(<button\b[^>]*>)([\s\S]*?)<\/button>/g)].map(([, button = '', text = '']) => ({
        text: plain(text), name: attributes(button)['name'] ?? '', value: attributes(button)['value'] ?? '',
      })),
    };
  });

/** What only keeps a date or a code in one piece is no gap between words. */
const whole = (html: string): string => html.replace(/<span class="mj-(?:nowrap|word)">((?:[^<]|<wbr>)*)<\/span>/g, (_, piece: string) => piece.replaceAll('<wbr>', ''));

/** The page as a reader sees it. */
export const textOf = (html: string): string => plain(whole(html).replace(/<(script|style|svg|head)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '));
