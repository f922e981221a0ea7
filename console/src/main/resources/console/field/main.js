import { h, render } from '../lib/ui.js';
import { loadWords, w } from '../lib/words.js';
import { get } from '../lib/api.js';

async function start() {
  await loadWords();
  let me = null;
  try {
    me = (await get('/api/v1/me')).body;
  } catch (failure) {
    me = null;
  }
  render(
    h('main', { class: 'narrow' },
      h('h1', null, w('field.name')),
      h('p', null, w('field.what')),
      me
        ? h('p', null, me.name || me.client)
        : h('p', null, h('a', { class: 'button', href: '/sign-in?to=/field/' }, w('page.sign-in')))),
    document.getElementById('app'));
}

start();
