// Who was told, by which channel, and what shows that it arrived.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { read } from './session.js';
import { Failure } from './parts.js';
import { Name } from './names.js';

export class Alerts extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, error: null };
  }

  componentDidMount() {
    this.ask();
  }

  componentDidUpdate(before) {
    if (before.rounds !== this.props.rounds) {
      this.ask();
    }
  }

  async ask() {
    try {
      const { body } = await read('/api/v1/alerts', { case: this.props.id, limit: 100 });
      this.setState({ items: body.items, error: null });
    } catch (error) {
      this.setState({ error });
    }
  }

  render(props, { items, error }) {
    return h('section', { class: 'card', 'aria-labelledby': 'h-alerts' },
      h('h2', { id: 'h-alerts' }, w('case.alerts')),
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      items && !items.length ? h('p', { class: 'soft' }, w('case.no-alerts')) : null,
      items && items.length ? h('ul', { class: 'plain-list' }, items.map((it) => h('li', { key: it.id },
        h('strong', { class: it.status === 'UNDELIVERED' ? 'bad' : '' }, named('alert.', it.status)), ' ',
        person(it.recipient), ' ', h('span', { class: 'soft small' }, named('told.', it.rule), ' · ', it.channel || '—', ' · ', dateTime(it.updatedAt)),
        it.possibleDuplicate ? h('span', { class: 'warn small' }, ' ' + w('case.twice')) : null,
        h('details', { class: 'small' }, h('summary', null, w('case.attempts', it.attempts.length)),
          h('ul', null, it.attempts.map((one) => h('li', { key: one.outId },
            [dateTime(one.at), one.channel, one.state, one.code, one.message, one.receiptAt ? '✓ ' + dateTime(one.receiptAt) : null].filter(Boolean).join(' · '))))))))
        : null);
  }
}

function person(code) {
  if (code.startsWith('unit:')) {
    return h(Name, { type: 'UNIT', code: code.slice(5) });
  }
  return /^M-\d/.test(code) ? h(Name, { type: 'MEMBER', code }) : w('case.somebody');
}
