// Small helps for the browser. Every page works without this file; nothing here is needed, sent or kept by itself.
// Words come from the page, so that the catalogues stay their only source. Hooks:
//   data-exit="…"        the way out to this address: replaces this page, so that "back" does not lead here; also Escape pressed twice
//   data-count="200"     characters left in a textarea; words in data-count-left / data-count-over with {n}
//   data-once="…"        a submit button: while its form is on the way it says this, and a second press does nothing; one long after asks data-once-again
//   data-draft="name"    a form that offers to keep a draft in this tab; with the parts of shared/draft.hbs
//   data-no-draft        a field that no draft keeps; passwords, files and hidden fields never are
//   data-draft-done      on the page after a form was received: wipes its draft
//   data-wipe            a button that empties its form and wipes the draft
//   data-file-most="100" a file input: what is larger (megabytes) is put back, with the words of data-file-too-large
//   data-sending         a file input: while its form is on the way, says how much has arrived; its value is the address of lazy/sending.js, words in data-sending-sent
//   data-photo-check     a file input: points out photos that carry a place, a device or a time; its value is the address of lazy/photos.js
//   data-suggest         a name with suggestions; its value is the address of lazy/suggest.js, data-suggest-lists names the lists a place
//   data-print           a button, hidden without script, that prints the page

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const fill = (text, values) => Object.entries(values).reduce((done, [name, value]) => done.replaceAll(`{${name}}`, String(value)), text ?? '');

function say(after, isLoud) {
  const line = document.createElement('p');
  line.className = 'mj-small mj-muted mj-mt1';
  line.setAttribute('role', isLoud ? 'alert' : 'status');
  after.insertAdjacentElement('afterend', line);
  return line;
}

// ── Drafts: session storage of this tab alone, and only while the reader wants it ──
const DRAFT = 'mj-draft:';
const wipeDrafts = () => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
  } catch { /* a browser that forbids storage keeps nothing anyway */ }
};
const isKept = (field) => field.name && !['file', 'password', 'hidden', 'submit', 'reset', 'button'].includes(field.type) && !('noDraft' in field.dataset);

function keepDraft(form) {
  const offer = form.querySelector('[data-draft-offer]');
  const keep = form.querySelector('[data-draft-keep]');
  const status = form.querySelector('[data-draft-status]');
  if (!offer || !keep || !status) return;
  const key = DRAFT + form.dataset.draft;
  const fields = () => [...form.elements].filter(isKept);
  const save = () => {
    if (!keep.checked) return;
    const values = fields().map((field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value));
    try { sessionStorage.setItem(key, JSON.stringify(values)); } catch { keep.checked = false; }
  };
  try {
    const values = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    const found = fields();
    // A page that came back with mistakes already carries what was typed.
    const isFresh = !document.querySelector('.govuk-error-summary');
    if (Array.isArray(values)) keep.checked = true;
    if (Array.isArray(values) && isFresh && values.length === found.length) {
      found.forEach((field, n) => { if (/radio|checkbox/.test(field.type)) field.checked = values[n]; else field.value = values[n]; });
      status.textContent = status.dataset.draftFound;
    }
  } catch { return; }
  offer.hidden = false;
  form.addEventListener('input', save);
  form.addEventListener('change', save);
  keep.addEventListener('change', () => {
    if (keep.checked) return save();
    wipeDrafts();
    status.textContent = status.dataset.draftWiped;
  });
  form.addEventListener('reset', () => { wipeDrafts(); keep.checked = false; status.textContent = status.dataset.draftWiped; });
}
all('form[data-draft]').forEach(keepDraft);
all('[data-wipe]').forEach((button) => button.addEventListener('click', () => { wipeDrafts(); button.form?.reset(); }));
if (document.querySelector('[data-draft-done]')) wipeDrafts();

// ── The way out ──
const exits = all('[data-exit]');
// Pages of this site that are open in other tabs leave with this one.
const together = exits.length > 0 && 'BroadcastChannel' in window ? new BroadcastChannel('mj-leave') : null;
const leave = (address) => {
  wipeDrafts();
  together?.postMessage('leave');
  // Whoever comes to the device next does not get into the report by the browser's history.
  navigator.sendBeacon('/reports/exit');
  document.body.hidden = true;
  location.replace(address);
};
exits.forEach((link) => link.addEventListener('click', (event) => { event.preventDefault(); leave(link.dataset.exit); }));
together?.addEventListener('message', () => {
  wipeDrafts();
  document.body.hidden = true;
  location.replace(exits[0].dataset.exit);
});
let lastEscape = 0;
document.addEventListener('keydown', (event) => {
  const [exit] = exits;
  if (!exit || event.key !== 'Escape' || event.repeat) return;
  if (event.timeStamp - lastEscape < 1500) leave(exit.dataset.exit);
  lastEscape = event.timeStamp;
});

// ── Forms ──
all('textarea[data-count]').forEach((area) => {
  const most = Number(area.dataset.count);
  const line = say(area, false);
  const show = () => {
    const left = most - [...area.value].length;
    // Only near the end: a counter that runs from the start hurries people.
    line.textContent = left > most * 0.2 ? '' : fill(left < 0 ? area.dataset.countOver : area.dataset.countLeft, { n: Math.abs(left) });
  };
  area.addEventListener('input', show);
  show();
});

const DOUBLE_PRESS_MILLISECONDS = 5000;
all('form').forEach((form) => form.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (form.dataset.isSent) {
    // A browser that was told to stop does not say so: whoever presses again later is asked, never locked out.
    const isLater = Date.now() - Number(form.dataset.isSent) > DOUBLE_PRESS_MILLISECONDS;
    if (!isLater || !button?.dataset.onceAgain || !confirm(button.dataset.onceAgain)) event.preventDefault();
    return;
  }
  if (!button?.dataset.once) return;
  form.dataset.isSent = String(Date.now());
  const words = [...button.childNodes];
  button.setAttribute('aria-disabled', 'true');
  button.textContent = button.dataset.once;
  // Back from the next page, or after a download, the form can be used again. Files may take as long as they take.
  const again = () => { delete form.dataset.isSent; button.removeAttribute('aria-disabled'); button.replaceChildren(...words); };
  addEventListener('pageshow', again, { once: true });
  globalThis.navigation?.addEventListener('navigateerror', again, { once: true });
  if (form.enctype !== 'multipart/form-data') setTimeout(again, 15_000);
}));

all('[data-print]').forEach((button) => { button.hidden = false; button.addEventListener('click', () => print()); });
// After an act the reader stands where it is said what was done, and goes on from there.
document.querySelector('.govuk-error-summary, #flash')?.focus();

// ── Names: suggestions from a list of the chosen place. It is loaded when the question is reached, and what is typed is compared here ──
all('input[data-suggest]').forEach((input) => {
  const question = input.closest('fieldset') ?? input.form;
  question.addEventListener('focusin', async () => { (await import(input.dataset.suggest)).suggest(input); }, { once: true });
});

// ── Files larger than one may be are put back at once: a film would travel for minutes, only to be refused at the end ──
const MEGABYTE = 1024 * 1024;
all('input[data-file-most]').forEach((input) => {
  const most = Number(input.dataset.fileMost);
  let line = null;
  input.addEventListener('change', () => {
    const files = [...input.files];
    const large = files.filter(({ size }) => size > most * MEGABYTE);
    if (large.length > 0) {
      const left = new DataTransfer();
      files.filter((file) => !large.includes(file)).forEach((file) => left.items.add(file));
      input.files = left.files;
      line ??= say(input, true);
    }
    if (line) line.textContent = large.map(({ name, size }) => fill(input.dataset.fileTooLarge, { name, size: Math.ceil(size / MEGABYTE), most })).join(' ');
  });
});

// ── How much of a film has arrived: told by a script that is loaded when so much is chosen that it takes a while ──
all('input[data-sending]').forEach((input) => {
  let isFollowed = false;
  input.addEventListener('change', async () => {
    if (isFollowed || [...input.files].reduce((sum, { size }) => sum + size, 0) < MEGABYTE) return;
    isFollowed = true;
    (await import(input.dataset.sending)).follow(input);
  });
});

// ── Photos: what they carry is read here and sent nowhere. The reader of their formats is loaded when the first photo is chosen ──
const SHOWN = /^image\/(jpeg|png|gif|webp)$/;
const isPhoto = (file) => /^image\//.test(file.type) || /\.(jpe?g|png|webp|gif|hei[cf]|tiff?)$/i.test(file.name);

/** One remark on one file, or '': its place, device and time, and what becomes of them. */
async function photoRemark(file, words) {
  const { carriedBy } = await import(words.photoCheck);
  const { place, device, time } = await carriedBy(file);
  const what = [place && fill(words.photoPlace, { place }), device && fill(words.photoDevice, { device }), time && fill(words.photoTime, { time })].filter(Boolean);
  if (what.length === 0) return '';
  return `${fill(words.photoCarries, { name: file.name, what: what.join(words.photoAnd) })}${SHOWN.test(file.type) ? words.photoCleaned : words.photoSealed}`;
}

all('input[data-photo-check]').forEach((input) => {
  const line = say(input, false);
  line.classList.add('mj-lines');
  let chosenLast = 0;
  input.addEventListener('change', async () => {
    const mine = (chosenLast += 1);
    line.textContent = '';
    const remarks = [];
    // One after the other: twenty photos at once would fill the memory of an old phone.
    for (const file of [...input.files].filter(isPhoto)) remarks.push(await photoRemark(file, input.dataset).catch(() => ''));
    if (mine === chosenLast) line.textContent = remarks.filter(Boolean).join('\n');
  });
});
