import { h, render } from '../lib/ui.js';
import { loadWords, w } from '../lib/words.js';
import { get } from '../lib/api.js';

async function start() {
  await loadWords();
  const me = (await get('/api/v1/me')).body;
  render(h('main', null, h('h1', null, w('desk.name')), h('p', null, me.name || me.client)), document.getElementById('app'));
}

start();
