// A grid or a division, found by its name, its pinyin or its code while one types.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { read } from './session.js';
import { nameOf } from './names.js';

export class GridPicker extends Component {
  constructor(props) {
    super(props);
    this.state = { text: '', found: null };
  }

  componentDidMount() {
    const { value } = this.props;
    if (value) {
      nameOf('GRID', value).then((name) => this.setState((state) => (state.found ? null : { found: [[value, name || value]] })));
    }
  }

  componentWillUnmount() {
    clearTimeout(this.typing);
  }

  type(text) {
    this.setState({ text });
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look(text), 250);
  }

  async look(text) {
    if (!text.trim()) {
      return;
    }
    let found;
    try {
      const { body } = await read('/api/v1/grids', { q: text.trim(), limit: 20 });
      found = body.items.map((it) => [it.code, it.name]);
    } catch (failure) {
      found = [];
    }
    // Somebody who knows the code needs no list.
    if (!found.length && /^\d{15}$/.test(text.trim())) {
      found = [[text.trim(), text.trim()]];
    }
    if (this.state.text === text) {
      this.setState({ found });
      this.props.set(found.length ? found[0][0] : undefined);
    }
  }

  render({ value, common }, { text, found }) {
    return h('div', { class: 'pair' },
      h('input', {
        id: common.id + '-search', 'aria-label': w('place.search'), placeholder: w('place.search'), autocomplete: 'off', dir: 'auto',
        disabled: common.disabled, value: text, onInput: (e) => this.type(e.target.value),
        // Found first, then sent.
        onKeyDown: (e) => { if (e.key === 'Enter' && text.trim()) { e.preventDefault(); this.look(text).then(() => document.getElementById(common.id)?.focus()); } }
      }),
      h('select', Object.assign({}, common, { onChange: (e) => this.props.set(e.target.value || undefined) }),
        found && found.length ? null : h('option', { value: '', selected: !value }, found ? w('place.none') : '—'),
        (found || []).map(([code, name]) => h('option', { value: code, key: code, selected: code === value }, name + ' ' + code))));
  }
}
