// Phrases to tap instead of typing: those the county gave, and what this phone's own sent, most used first.
import { h, Component } from '../lib/ui.js';
import { w, wordFor } from '../lib/words.js';
import { kept } from './store.js';

const MOST = 10;
const SHORT = 40;

function given(purpose) {
  const found = [];
  for (let i = 1; i < 10; i++) {
    const text = wordFor('field.phrase.', purpose + '.' + i);
    if (text) {
      found.push(text);
    }
  }
  return found;
}

// Whether it is worth to be offered again.
export function isPhrase(text) {
  return text.length > 0 && text.length <= SHORT && text.indexOf('\n') < 0;
}

// props: purpose ('done', 'back', 'report'), onPick(text)
export class Phrases extends Component {
  constructor(props) {
    super(props);
    this.state = { counts: {} };
  }

  async componentDidMount() {
    const counts = await kept('phrases');
    if (counts && !this.away) {
      this.setState({ counts: counts.value });
    }
  }

  componentWillUnmount() {
    this.away = true;
  }

  render() {
    const counts = this.state.counts;
    const p = this.props;
    const prefix = p.purpose + ':';
    const own = Object.keys(counts).filter(function (key) {
      return key.indexOf(prefix) === 0;
    }).map(function (key) {
      return key.slice(prefix.length);
    });
    const all = own.concat(given(p.purpose).filter(function (text) {
      return own.indexOf(text) < 0;
    })).sort(function (a, b) {
      return (counts[prefix + b] || 0) - (counts[prefix + a] || 0);
    }).slice(0, MOST);
    return all.length ? h('div', { class: 'phrases', role: 'group', 'aria-label': w('field.phrases') }, all.map(function (text) {
      return h('button', { type: 'button', key: text, dir: 'auto', onClick: function () { p.onPick(text); } }, text);
    })) : null;
  }
}
