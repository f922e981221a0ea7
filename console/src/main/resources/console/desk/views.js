// Filters with a name, kept in this browser.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { go } from './router.js';

const KEPT = 'wangge-desk-views';

function kept() {
  try {
    const views = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(views) ? views.filter((it) => it && typeof it.name === 'string' && typeof it.query === 'string') : [];
  } catch (closed) {
    return [];
  }
}

export class Views extends Component {
  constructor(props) {
    super(props);
    this.state = { views: kept(), naming: false, name: '', full: false };
  }

  keep(views) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(views));
      this.setState({ views, naming: false, name: '', full: false });
    } catch (full) {
      this.setState({ full: true });
    }
  }

  render({ query }, { views, naming, name, full }) {
    const here = new URLSearchParams(query).toString();
    return h('div', { class: 'views unprinted' },
      views.map((it) => h('span', { key: it.name, class: 'view' },
        h('a', { href: '/desk/cases?' + it.query, 'aria-current': it.query === here ? 'true' : null }, h('bdi', null, it.name)),
        h('button', { type: 'button', class: 'plain', 'aria-label': w('queue.forget-view', it.name), onClick: () => this.keep(views.filter((other) => other !== it)) }, '✕'))),
      naming
        ? h('form', {
          class: 'inline',
          onSubmit: (e) => {
            e.preventDefault();
            if (name.trim()) {
              this.keep(views.filter((it) => it.name !== name.trim()).concat({ name: name.trim(), query: here }));
              go('/desk/cases' + (here ? '?' + here : ''), true);
            }
          }
        },
        h('label', null, h('span', { class: 'unseen' }, w('queue.view-name')),
          h('input', { value: name, maxLength: 30, placeholder: w('queue.view-name'), autofocus: true, onInput: (e) => this.setState({ name: e.target.value }) })),
        h('button', null, w('queue.keep-view')))
        : h('button', { type: 'button', class: 'tool', onClick: () => this.setState({ naming: true }) }, w('queue.keep-view')),
      full ? h('p', { role: 'alert', class: 'bad small' }, w('queue.cannot-keep')) : null);
  }
}
