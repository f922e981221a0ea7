// A week of a grid or a division: who is on duty each day, where nobody is, and who is away.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, fromLocal, toLocal } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { post, request } from '../lib/api.js';
import { read } from './session.js';
import { go } from './router.js';
import { Failure } from './parts.js';
import { Name } from './names.js';
import { Asked, Form } from './form.js';
import { GridPicker } from './place.js';

// The rosters are asked as they stand at these hours: a shift lasts longer than what lies between.
const HOURS = ['03:00', '09:00', '15:00', '21:00'];
const DAYS = 7;

export function plus(day, days) {
  const date = new Date(day + 'T00:00:00Z');
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function mondayOf(day) {
  return plus(day, -((new Date(day + 'T00:00:00Z').getUTCDay() + 6) % 7));
}

function today() {
  return toLocal(new Date().toISOString()).slice(0, 10);
}

// 540328101000 is a township: what lies in it begins with 540328101.
function prefix(code) {
  return code.length === 12 ? code.replace(/000$/, '').replace(/^(\d{6})000$/, '$1') : code;
}

export class WeekPage extends Component {
  constructor(props) {
    super(props);
    this.state = { days: null, error: null, leaves: null, members: [], noting: false, busy: false };
  }

  componentDidMount() {
    this.ask();
  }

  componentDidUpdate(before) {
    if (JSON.stringify(before.query) !== JSON.stringify(this.props.query)) {
      this.ask();
    }
  }

  of() {
    return this.props.query.of || (this.props.me.divisions[0] || '').padEnd(12, '0');
  }

  monday() {
    const { week } = this.props.query;
    return mondayOf(/^\d{4}-\d\d-\d\d$/.test(week || '') ? week : today());
  }

  async ask() {
    const of = this.of();
    const monday = this.monday();
    const wanted = this.props.query;
    const address = (of.length === 15 ? '/api/v1/grids/' : '/api/v1/divisions/') + encodeURIComponent(of) + '/on-duty';
    this.setState({ busy: true, error: null });
    try {
      const days = [];
      for (let n = 0; n < DAYS; n++) {
        const day = plus(monday, n);
        const chains = await Promise.all(HOURS.map((hour) => read(address, { at: fromLocal(day + 'T' + hour) })));
        days.push({ day, links: together(chains.map((answer) => answer.body.chain)) });
      }
      if (wanted === this.props.query) {
        this.setState({ days, busy: false });
        announce(w('week.gaps', days.reduce((sum, one) => sum + gaps(one.links[0]), 0)));
      }
    } catch (error) {
      this.setState({ error, busy: false });
    }
    this.askLeaves(of, monday);
  }

  async askLeaves(of, monday) {
    try {
      const { body } = await read('/api/v1/leaves', { within: prefix(of), limit: 200 });
      const from = Date.parse(fromLocal(monday + 'T00:00'));
      const until = Date.parse(fromLocal(plus(monday, DAYS) + 'T00:00'));
      this.setState({ leaves: body.items.filter((one) => Date.parse(one.until) > from && Date.parse(one.from) < until) });
    } catch (error) {
      this.setState({ leaves: { failed: error } });
    }
  }

  // Of the township, so that a neighbour can stand in.
  async note() {
    this.setState({ noting: true });
    try {
      const { body } = await read('/api/v1/members', { within: prefix(this.of()).slice(0, 9), limit: 200 });
      this.setState({ members: body.next ? [] : body.items.map((it) => [it.code, it.name + ' ' + it.code]) });
    } catch (failure) {
      // Their codes can be written instead.
    }
  }

  go(query) {
    go('/desk/duty/week?' + new URLSearchParams(Object.assign({ of: this.of(), week: this.monday() }, query)), true);
  }

  render({ me }, { days, error, leaves, members, noting, busy }) {
    const of = this.of();
    const monday = this.monday();
    return h('div', null,
      h('p', { class: 'unprinted' }, h('a', { href: '/desk/duty' }, '← ' + w('nav.duty'))),
      h('h1', null, w('week.title'), ' ', h(Name, { type: of.length === 15 ? 'GRID' : 'DIVISION', code: of, key: of })),
      h('div', { class: 'filters unprinted' },
        h('div', null, h('label', { for: 'week-grid' }, w('points.grid')),
          h(GridPicker, { value: of.length === 15 ? of : '', common: { id: 'week-grid' }, set: (code) => code && code !== of && this.go({ of: code }) })),
        h('label', null, w('week.week'), h('input', { type: 'date', id: 'week-day', value: monday, onChange: (e) => e.target.value && this.go({ week: mondayOf(e.target.value) }) })),
        h('div', { class: 'buttons' },
          h('button', { type: 'button', id: 'week-before', onClick: () => this.go({ week: plus(monday, -DAYS) }) }, w('week.before')),
          h('button', { type: 'button', id: 'week-after', onClick: () => this.go({ week: plus(monday, DAYS) }) }, w('week.after')))),
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      !days && !error ? h('p', { class: 'boot' }, w('page.loading')) : null,
      days && !error ? h('table', { class: 'cases', id: 'week', 'aria-busy': String(busy) },
        h('caption', { class: 'unseen' }, w('week.title')),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, w('week.day')), days[0].links.map((link) => h('th', { scope: 'col', key: link.code }, link.name)))),
        h('tbody', null, days.map((one) => h('tr', { key: one.day },
          h('th', { scope: 'row' }, one.day.slice(5), ' ', named('weekday.', new Date(one.day + 'T00:00:00Z').getUTCDay())),
          one.links.map((link, n) => h('td', { key: link.code, 'data-label': link.name }, h(Slot, { link, asked: n === 0 }))))))) : null,
      h('section', { class: 'card', 'aria-labelledby': 'h-leave' },
        h('h2', { id: 'h-leave' }, w('week.leave')),
        leaves?.failed ? h(Failure, { error: leaves.failed }) : null,
        Array.isArray(leaves) ? (leaves.length ? h('ul', { class: 'plain-list', id: 'leaves' }, leaves.map((one) => h('li', { key: one.code },
          h(Name, { type: 'MEMBER', code: one.member }), ' ', h('span', { class: 'soft' }, dateTime(one.from) + ' – ' + dateTime(one.until)), ' ',
          one.deputy ? [w('week.deputy') + ' ', h(Name, { type: 'MEMBER', code: one.deputy })] : h('span', { class: 'warn' }, w('week.no-deputy')),
          me.roles.includes('admin') ? h(Asked, {
            id: 'remove-' + one.code, text: w('week.remove'), means: w('week.remove-means'),
            send: () => request('DELETE', '/api/v1/leaves/' + encodeURIComponent(one.code)), done: () => this.ask()
          }) : null))) : h('p', { class: 'soft' }, w('duty.none'))) : null,
        me.roles.includes('admin') ? (noting
          ? h(Form, {
            id: 'leave', key: members.length, title: w('week.note'), button: w('week.note'), focused: true,
            fields: [
              { name: 'member', type: 'string', required: true, max: 64, choices: members }, { name: 'deputy', type: 'string', label: w('week.deputy'), max: 64, choices: members },
              { name: 'from', type: 'time', required: true }, { name: 'until', type: 'time', required: true }
            ],
            send: (values, key) => post('/api/v1/leaves', Object.assign({}, values, { from: fromLocal(values.from), until: fromLocal(values.until) }), { key }),
            cancel: () => this.setState({ noting: false }, () => document.getElementById('note-leave').focus()),
            done: () => { announce(w('action.done', w('week.note'))); this.setState({ noting: false }); this.ask(); }
          })
          : h('button', { type: 'button', id: 'note-leave', onClick: () => this.note() }, w('week.note'))) : h('p', { class: 'soft small' }, w('week.who-notes'))));
  }
}

// For each place of the chain: who is there at which hours, told once where it is the same.
function together(chains) {
  return chains[0].map((link, n) => {
    const slots = [];
    chains.forEach((chain, at) => {
      const onDuty = chain[n] ? chain[n].onDuty : [];
      const said = JSON.stringify(onDuty.map((one) => one.code));
      const same = slots.find((slot) => slot.said === said);
      if (same) {
        same.hours.push(HOURS[at]);
      } else {
        slots.push({ said, hours: [HOURS[at]], onDuty });
      }
    });
    return { code: link.code, name: link.name, slots };
  });
}

function gaps(link) {
  return link.slots.some((slot) => !slot.onDuty.length) ? 1 : 0;
}

// Above the place that was asked about it is no gap where nobody has a shift.
function Slot({ link, asked }) {
  return link.slots.map((slot) => h('div', { key: slot.said },
    link.slots.length > 1 ? h('span', { class: 'soft small' }, slot.hours.join(' '), ' ') : null,
    slot.onDuty.length ? slot.onDuty.map((one) => h('div', { key: one.type + one.code },
      h('bdi', null, one.name), ' ', h('span', { class: 'soft small' }, named('duty.', one.role)),
      one.standingInFor ? h('span', { class: 'small' }, ' ', w('audit.instead-of', ''), h(Name, { type: 'MEMBER', code: one.standingInFor })) : null))
      : asked ? h('strong', { class: 'bad gap' }, '⚠ ' + w('today.nobody')) : '—'));
}
