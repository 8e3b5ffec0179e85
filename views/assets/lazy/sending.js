// How much of a form with files has arrived: loaded by site.js when a large file is chosen. The browser sends the form itself, as it does without script;
// the server is asked how far it has come, by a key that is made up here and goes along as the form's first field.
const EVERY_MILLISECONDS = 1000;
const QUARTER = 25;

/** What is said aloud at this percentage, or null: a voice that counts every second hinders. `said`: what it said last. */
export function aloudAt(percent, said) {
  const quarter = Math.floor(percent / QUARTER) * QUARTER;
  return quarter > said ? quarter : null;
}

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function added(after, kind, name, value) {
  const line = document.createElement('p');
  line.className = kind;
  line.setAttribute(name, value);
  after.insertAdjacentElement('afterend', line);
  return line;
}

async function percentOf(key) {
  const answer = await fetch('/reports/sending', { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams({ sending: key }) });
  return (await answer.json()).percent ?? null;
}

export function follow(input) {
  const { form, dataset: { sendingSent: words } } = input;
  const button = form.querySelector('button[data-once]');
  if (!button) return;
  const place = button.closest('.mj-row') ?? button;
  const aloud = added(place, 'govuk-visually-hidden', 'role', 'status');
  const line = added(place, 'mj-small mj-muted mj-mt1', 'aria-hidden', 'true');
  const key = Object.assign(document.createElement('input'), { type: 'hidden', name: 'sending' });
  const told = (percent) => words.replaceAll('{percent}', String(percent));
  let timer = null;
  let said = 0;

  function stop() {
    clearInterval(timer);
    timer = null;
    said = 0;
    key.remove();
    line.textContent = aloud.textContent = '';
  }
  async function ask() {
    const percent = await percentOf(key.value);
    if (timer === null || percent === null) return;
    line.textContent = told(percent);
    const quarter = aloudAt(percent, said);
    if (quarter === null) return;
    said = quarter;
    aloud.textContent = told(quarter);
  }
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || input.files.length === 0) return;
    stop();
    key.value = newKey();
    form.prepend(key);
    timer = setInterval(() => void ask().catch(stop), EVERY_MILLISECONDS);
  });
  addEventListener('pageshow', stop);
  globalThis.navigation?.addEventListener('navigateerror', stop);
}
