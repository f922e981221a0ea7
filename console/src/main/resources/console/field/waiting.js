// What waits to be sent and why, and what was sent lately.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { onChange } from './store.js';
import { entries, unsent } from './entries.js';
import { send } from './outbox.js';
import { register } from './pages.js';
import { Entry } from './entry.js';

class Waiting extends Component {
  constructor(props) {
    super(props);
    this.state = { list: null };
    this.look = this.look.bind(this);
  }

  componentDidMount() {
    this.stop = onChange(this.look);
    this.look();
  }

  componentWillUnmount() {
    this.away = true;
    this.stop();
  }

  async look() {
    const list = await entries();
    if (!this.away) {
      this.setState({ list: list });
    }
  }

  render() {
    const list = this.state.list || [];
    const waits = unsent(list);
    const done = list.filter(function (one) {
      return one.state === 'done';
    }).reverse();
    return h('main', { id: 'main', class: 'narrow' },
      h('div', { class: 'row' },
        h('h1', null, w('field.waiting')),
        waits.length ? h('button', { type: 'button', id: 'send-now', onClick: function () { send(); } }, w('field.send-now')) : null),
      this.state.list && !waits.length ? h('p', { class: 'card', id: 'nothing-waits' }, w('field.nothing-waits')) : null,
      h('div', { id: 'outbox' }, waits.map(function (one) {
        return h(Entry, { key: one.id, entry: one });
      })),
      done.length ? h('details', null, h('summary', null, w('field.sent', done.length)), done.map(function (one) {
        return h(Entry, { key: one.id, entry: one });
      })) : null);
  }
}

register('waiting', Waiting);
