import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';

// What the keyboard does, where no field has it.
export class Keys extends Component {
  componentDidMount() {
    this.before = document.activeElement;
    document.getElementById('keys').focus();
  }

  componentWillUnmount() {
    if (this.before && this.before.focus) {
      this.before.focus();
    }
  }

  render({ close }) {
    const rows = [
      ['j k', w('keys.move')], ['Enter', w('keys.open')], ['x', w('keys.select')], ['/', w('queue.search')],
      ['u', w('keys.back')], ['A–Z', w('keys.act')], ['?', w('keys.title')], ['Esc', w('keys.close')]
    ];
    return h('section', { class: 'card keys unprinted', id: 'keys', tabIndex: -1, 'aria-labelledby': 'keys-title' },
      h('h2', { id: 'keys-title' }, w('keys.title')),
      h('dl', { class: 'pairs' }, rows.map(([key, what]) => [h('dt', { key }, h('kbd', null, key)), h('dd', { key: key + '!' }, what)])),
      h('button', { type: 'button', onClick: close }, w('keys.close')));
  }
}
