// Who is on duty now, up to the county, and where nobody is.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { shortTime } from '../lib/format.js';
import { read } from './session.js';
import { Failure } from './parts.js';

export class DutyPage extends Component {
  constructor(props) {
    super(props);
    this.state = { division: props.me.divisions[0] || '', below: [], chain: null, grids: null, warnings: null };
  }

  componentDidMount() {
    this.ask(this.state.division);
    this.part('grids', read('/api/v1/grids:unattended', { limit: 100 }));
    this.part('warnings', read('/api/v1/duty-warnings', { limit: 100 }));
  }

  async part(name, wanted) {
    try {
      this.setState({ [name]: (await wanted).body });
    } catch (error) {
      this.setState({ [name]: { failed: error } });
    }
  }

  ask(division) {
    const code = division.padEnd(12, '0');
    this.setState({ division });
    this.part('chain', read('/api/v1/divisions/' + code + '/on-duty'));
    this.part('below', read('/api/v1/divisions/' + code + '/children'));
  }

  render({ me }, { division, below, chain, grids, warnings }) {
    return h('div', null,
      h('h1', null, w('nav.duty')),
      h('div', { class: 'columns' },
        h('section', { class: 'card', 'aria-labelledby': 'h-now' },
          h('h2', { id: 'h-now' }, w('duty.now')),
          h('p', { class: 'buttons' },
            me.divisions.includes(division) ? null : h('button', { type: 'button', onClick: () => this.ask(me.divisions[0]) }, w('keys.back')),
            (below.items ?? []).length ? h('select', { 'aria-label': w('duty.below'), onChange: (e) => e.target.value && this.ask(e.target.value) },
              h('option', { value: '' }, w('duty.below')), below.items.map((it) => h('option', { value: it.code, key: it.code }, it.name))) : null),
          chain?.failed ? h(Failure, { error: chain.failed }) : null,
          (chain?.chain ?? []).map((link) => h('div', { key: link.code },
            h('h3', null, link.name, ' ', h('a', { class: 'small', href: '/desk/duty/week?of=' + link.code, 'aria-label': w('week.of', link.name) }, w('week.week'))),
            link.onDuty.length ? h('ul', { class: 'plain-list' }, link.onDuty.map((one) => h('li', { key: one.type + one.code },
              h('bdi', null, one.name), ' ', h('span', { class: 'soft' }, one.phone), ' ', h('span', { class: 'soft small' }, named('duty.', one.role)),
              one.until ? h('span', { class: 'soft small' }, ' ' + w('fact.until', shortTime(one.until))) : null)))
              : h('p', { class: 'warn' }, w('today.nobody'))))),
        h('div', null,
          h('section', { class: 'card', 'aria-labelledby': 'h-nobody' },
            h('h2', { id: 'h-nobody' }, w('today.unattended')),
            this.list(grids, (it) => [h('a', { href: '/desk/cases?within=' + it.code }, it.name), ' ', h('span', { class: 'soft small' }, it.code), ' ',
              h('a', { class: 'small', href: '/desk/duty/week?of=' + it.code, 'aria-label': w('week.of', it.name) }, w('week.week'))])),
          h('section', { class: 'card', 'aria-labelledby': 'h-warn' },
            h('h2', { id: 'h-warn' }, w('duty.warnings')),
            this.list(warnings, (it) => it.message || it.code)))));
  }

  list(part, row) {
    if (!part) {
      return null;
    }
    if (part.failed) {
      return h(Failure, { error: part.failed });
    }
    return part.items.length ? h('ul', { class: 'plain-list' }, part.items.map((it, n) => h('li', { key: n }, row(it))))
      : h('p', { class: 'good' }, w('duty.none'));
  }
}
