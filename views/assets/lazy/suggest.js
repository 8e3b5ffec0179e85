// Names of institutions as suggestions (ARIA's editable combobox with a list). Loaded by site.js when the question is reached.
// The list of the chosen place comes as one file that is the same for everybody; what is typed is compared here and sent nowhere.
const MOST = 8;
const LETTER = { medicalInstitution: 'h', pharmacy: 'p', agency: 'a', person: '-' };
/** What is registered twice has one name to a reader; which of the two is meant, officers say. */
const keyOf = ([, name, letter]) => `${letter}${plain(name)}`;
const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Hits of a query in the lines [id, name, kind, initials]: those that begin with it first. */
export function hitsIn(lines, query, kind) {
  const wanted = plain(query);
  if ([...wanted].length < 2) return [];
  const found = lines.filter(([, name, letter, initials]) => (kind === undefined || letter === kind) && (plain(name).includes(wanted) || initials.includes(wanted)));
  const begins = ([, name, , initials]) => plain(name).startsWith(wanted) || initials.startsWith(wanted);
  const once = [...new Map(found.map((line) => [keyOf(line), line])).values()];
  return [...once.filter(begins), ...once.filter((line) => !begins(line))].slice(0, MOST);
}

export function suggest(input) {
  const { form } = input;
  const hidden = form.elements.namedItem('institutionId');
  const place = form.elements.namedItem('division');
  const addresses = new Map((input.dataset.suggestLists ?? '').split(' ').filter(Boolean).map((file) => [file.slice(0, 6), `/institutions/list/${file}.json`]));
  const list = Object.assign(document.createElement('ul'), { id: `${input.id}-list`, className: 'mj-suggest', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.suggestLabel);
  const status = Object.assign(document.createElement('p'), { className: 'govuk-visually-hidden' });
  status.setAttribute('role', 'status');
  input.after(list, status);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value);
  let lines = [];
  let hits = [];
  let active = -1;

  const kind = () => LETTER[form.elements.namedItem('targetKind')?.value];
  function show(found) {
    hits = found;
    active = -1;
    list.replaceChildren(...hits.map(([, name], at) => {
      const option = Object.assign(document.createElement('li'), { id: `${list.id}-${at}`, textContent: name });
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(at); });
      return option;
    }));
    list.hidden = hits.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
    status.textContent = hits.length > 0 ? input.dataset.suggestFound.replace('{n}', hits.length) : '';
  }
  function choose(at) {
    const [id, name] = hits[at];
    input.value = name;
    hidden.value = lines.filter((line) => keyOf(line) === keyOf(hits[at])).length === 1 ? id : '';
    show([]);
    status.textContent = name;
  }
  function move(step) {
    active = (active + step + hits.length) % hits.length;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
    input.setAttribute('aria-activedescendant', list.children[active].id);
    list.children[active].scrollIntoView({ block: 'nearest' });
  }
  /** The full name, typed or kept, names the institution without a choice. */
  function settle() {
    const exact = lines.filter(([, name]) => plain(name) === plain(input.value));
    hidden.value = exact.length === 1 ? exact[0][0] : '';
  }
  async function load() {
    const address = addresses.get(place?.value);
    lines = [];
    if (address) lines = await fetch(address, { credentials: 'omit' }).then((answer) => (answer.ok ? answer.json() : []), () => []);
    settle();
    if (document.activeElement === input) show(hitsIn(lines, input.value, kind()));
  }

  input.addEventListener('input', () => { settle(); show(hitsIn(lines, input.value, kind())); });
  input.addEventListener('blur', () => show([]));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) return show([]);
    if (list.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1); }
    if (event.key === 'Enter' && active >= 0) { event.preventDefault(); choose(active); }
  });
  place?.addEventListener('change', load);
  return load();
}
