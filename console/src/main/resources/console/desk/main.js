import { h, render } from '../lib/ui.js';
import { loadWords, w } from '../lib/words.js';
import { get } from '../lib/api.js';
import { start } from './router.js';
import { App } from './app.js';
import { why } from './parts.js';

async function open() {
  const app = document.getElementById('app');
  try {
    await loadWords();
    const { body } = await get('/api/v1/me');
    start();
    app.textContent = '';
    render(h(App, { me: body }), app);
  } catch (failure) {
    if (failure.kind === 'signed-out') {
      location.assign('/sign-in?to=' + encodeURIComponent(location.pathname + location.search));
      return;
    }
    app.textContent = '';
    render(h('main', { class: 'narrow' },
      h('h1', null, w('desk.name')),
      h('p', { role: 'alert' }, failure.kind ? why(failure) : String(failure)),
      h('button', { type: 'button', onClick: () => location.reload() }, w('desk.again'))), app);
  }
}

open();
