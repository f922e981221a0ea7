// Another case, by its number or id; what is found is shown before anything is sent.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { read } from './session.js';
import { Status } from './parts.js';
import { placeName } from './names.js';

export class CasePicker extends Component {
  constructor(props) {
    super(props);
    this.state = { text: '', found: null };
  }

  componentWillUnmount() {
    clearTimeout(this.typing);
  }

  type(text) {
    this.setState({ text, found: null });
    // An id is taken as it is; a number is looked up.
    this.props.set(text.trim() || undefined);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look(text), 250);
  }

  async look(text) {
    const said = text.trim();
    if (said.length < 6) {
      return;
    }
    let found = null;
    try {
      found = /^[0-9a-f-]{36}$/.test(said)
        ? (await read('/api/v1/cases/' + said)).body
        : (await read('/api/v1/cases', { number: said.toUpperCase(), limit: 1 })).body.items[0] || null;
    } catch (failure) {
      found = null;
    }
    if (this.state.text === text) {
      this.setState({ found: found || 'none' });
      if (found) {
        this.props.set(found.id);
      }
    }
  }

  render({ common }, { text, found }) {
    return h('div', null,
      h('input', Object.assign({}, common, { dir: 'auto', autocomplete: 'off', maxLength: 36, value: text, onInput: (e) => this.type(e.target.value) })),
      h('div', { role: 'status', id: 'into-found' }, found === 'none' ? h('p', { class: 'warn small' }, w('place.none'))
        : found ? h('p', { class: 'small' }, h('a', { href: '/desk/cases/' + found.id, target: '_blank' }, found.number), ' ', h('bdi', null, found.title), ' ', h(Status, { status: found.status }), ' ',
          placeName(found.location), ' · ', dateTime(found.reportedAt), h('br'), w('action.merge-means', found.number)) : null));
  }
}
