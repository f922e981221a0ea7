// Cases as a list whose filters are the address. What comes in while somebody reads is announced, not put in.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, shortTime } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { read } from './session.js';
import { go, query as asked } from './router.js';
import { Due, Failure, Kind, Status, isTyping } from './parts.js';
import { Name, placeName } from './names.js';
import { Views } from './views.js';
import { Bulk } from './bulk.js';
import { csv, download } from './csv.js';

const STATUSES = ['REPORTED', 'FILED', 'DISPATCHED', 'IN_PROGRESS', 'HANDLED', 'VERIFIED', 'CLOSED', 'DECLINED', 'VOID', 'MERGED'];
const KINDS = ['EMERGENCY', 'HAZARD', 'DISPUTE', 'REQUEST', 'PATROL_FINDING', 'ADVICE'];
const TIERS = ['NEIGHBOUR', 'COMMITTEE', 'SUPERIOR'];
const ATTENTION = ['UNLOCATED', 'NOBODY_ON_DUTY', 'RETURNED'];
const SORTS = ['-reportedAt', 'reportedAt', 'dueAt', '-dueAt'];
const PAGE = 50;

export class Queue extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, next: null, error: null, at: 0, now: Date.now(), newer: 0, chosen: new Set(), busy: false };
    this.key = (event) => this.pressed(event);
  }

  componentDidMount() {
    document.addEventListener('keydown', this.key);
    this.unlisten = this.props.live.onChange(() => this.lookForNewer());
    this.clock = setInterval(() => this.setState({ now: Date.now() }), 10000);
    this.ask();
  }

  componentDidUpdate(before) {
    if (JSON.stringify(before.query) !== JSON.stringify(this.props.query)) {
      this.ask();
    }
  }

  componentWillUnmount() {
    document.removeEventListener('keydown', this.key);
    this.unlisten();
    clearInterval(this.clock);
  }

  list(cursor, limit) {
    return read('/api/v1/cases', Object.assign({}, this.props.query, { cursor, limit: limit || PAGE }));
  }

  async ask() {
    const wanted = this.props.query;
    this.setState({ busy: true, newer: 0 });
    try {
      const { body } = await this.list(null);
      if (wanted === this.props.query) {
        this.setState({ items: body.items, next: body.next, error: null, busy: false, at: 0, now: Date.now(), chosen: new Set() });
        announce(w('queue.shown', body.items.length));
      }
    } catch (error) {
      this.setState({ error, busy: false });
    }
  }

  async more() {
    this.setState({ busy: true });
    try {
      const { body } = await this.list(this.state.next);
      const known = new Set(this.state.items.map((it) => it.id));
      this.setState({
        items: this.state.items.concat(body.items.filter((it) => !known.has(it.id))), next: body.next, busy: false
      });
    } catch (error) {
      this.setState({ error, busy: false });
    }
  }

  // What stands in the list stays where it is, as it was read; what is not in it is counted.
  async lookForNewer() {
    if (!this.state.items || this.state.error) {
      return;
    }
    try {
      const { body } = await this.list(null);
      const before = new Map(this.state.items.map((it) => [it.id, it.version]));
      const newer = body.items.filter((it) => before.get(it.id) !== it.version).length;
      if (newer && newer !== this.state.newer) {
        announce(w('queue.newer', newer));
      }
      this.setState({ newer });
    } catch (failure) {
      // What is shown stays; the next look may succeed.
    }
  }

  pressed(event) {
    const { items, at } = this.state;
    if (isTyping(event) || !items || event.defaultPrevented) {
      return;
    }
    switch (event.key) {
      case 'j': this.move(Math.min(at + 1, items.length - 1)); break;
      case 'k': this.move(Math.max(at - 1, 0)); break;
      case 'x': if (items[at]) { this.choose(items[at].id); } break;
      case '/': document.getElementById('f-q').select(); break;
      case 'Enter':
        if (event.target.closest('a, button') || !items[at]) {
          return;
        }
        go('/desk/cases/' + items[at].id);
        break;
      default: return;
    }
    event.preventDefault();
  }

  move(at) {
    this.setState({ at }, () => {
      const link = document.getElementById('row-' + at);
      if (link) {
        link.focus();
        link.scrollIntoView({ block: 'nearest' });
      }
    });
  }

  choose(id) {
    const chosen = new Set(this.state.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.setState({ chosen });
  }

  filter(name, value) {
    const query = asked();
    if (value) {
      query[name] = value;
    } else {
      delete query[name];
    }
    // A category tells the kind.
    if (name === 'kind') {
      delete query.category;
    }
    const said = new URLSearchParams(query).toString();
    go('/desk/cases' + (said ? '?' + said : ''), true);
  }

  render({ query, me }, { items, next, error, at, now, newer, chosen, busy }) {
    return h('div', null,
      h('div', { class: 'row' },
        h('h1', null, w('nav.queue')),
        h(Views, { query })),
      h(Filters, { query, set: (name, value) => this.filter(name, value) }),
      newer ? h('p', { class: 'note warn', id: 'newer' }, w('queue.newer', newer), ' ',
        h('button', { type: 'button', onClick: () => this.ask() }, w('queue.show'))) : null,
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      chosen.size ? h(Bulk, { ids: [...chosen], me, done: () => this.ask(), drop: () => this.setState({ chosen: new Set() }) }) : null,
      items && !items.length ? h('p', { class: 'soft' }, w('queue.empty')) : null,
      items && items.length ? h('div', { class: 'scroll' }, h('table', { class: 'cases', 'aria-busy': String(busy) },
        h('caption', { class: 'unseen' }, w('nav.queue')),
        h('thead', null, h('tr', null,
          h('th', { scope: 'col' }, h('span', { class: 'unseen' }, w('keys.select'))),
          h('th', { scope: 'col' }, w('case.due')), h('th', { scope: 'col' }, w('case.what')),
          h('th', { scope: 'col' }, w('case.status')), h('th', { scope: 'col' }, w('case.where')),
          h('th', { scope: 'col' }, w('case.assignee')), h('th', { scope: 'col' }, w('case.reported')))),
        h('tbody', null, items.map((it, n) => h(Row, {
          key: it.id, it, n, now, here: n === at, chosen: chosen.has(it.id), choose: () => this.choose(it.id)
        }))))) : null,
      items && items.length ? h('p', { class: 'unprinted' }, h('button', { type: 'button', id: 'csv', onClick: () => save(items) }, w('queue.csv', items.length))) : null,
      next ? h('button', { type: 'button', id: 'more', disabled: busy, onClick: () => this.more() }, w('queue.more')) : null,
      !items && !error ? h('p', { class: 'boot' }, w('page.loading')) : null);
  }
}

// As it is read: words of the page's language, times of the county, and codes where names would be asked for.
function save(items) {
  const head = [w('case.number'), w('case.what'), w('case.kind'), w('case.category'), w('case.status'), w('case.tier'), w('case.where'), w('field.address'),
    w('case.assignee'), w('case.reported'), w('case.due')];
  download('cases-' + dateTime(new Date().toISOString()).replace(/\D/g, '') + '.csv', csv([head].concat(items.map((it) => [
    it.number, it.title || w('case.forgotten'), named('kind.', it.kind), it.category, named('status.', it.status), named('tier.', it.tier || 'NONE'),
    it.location.gridCode || it.location.divisionCode, it.location.address, it.assignee && it.assignee.code, dateTime(it.reportedAt), it.deadlines.dueAt && dateTime(it.deadlines.dueAt)
  ]))));
}

function Row({ it, n, now, here, chosen, choose }) {
  return h('tr', { class: here ? 'here' : null, 'aria-selected': null },
    h('td', null, h('input', { type: 'checkbox', checked: chosen, onChange: choose, 'aria-label': w('queue.choose', it.number) })),
    h('td', { class: 'due', 'data-label': w('case.due') }, h(Due, { at: it.deadlines.dueAt, now })),
    h('td', { 'data-label': w('case.what') },
      h('a', { href: '/desk/cases/' + it.id, id: 'row-' + n, class: 'title' }, h('bdi', null, titleOf(it))),
      h('div', { class: 'small soft' }, h(Kind, { kind: it.kind }), ' ', it.number),
      (it.highlights || []).filter((one) => one.field !== 'title').map((one) => h('div', { class: 'small found', key: one.field + one.text },
        h('span', { class: 'soft' }, named('found.', one.field), ' '), h('bdi', null, marked(one))))),
    h('td', { 'data-label': w('case.status') }, h(Status, { status: it.status })),
    h('td', { 'data-label': w('case.where') }, placeName(it.location) || named('rule.', it.location.rule)),
    h('td', { 'data-label': w('case.assignee') }, it.assignee ? h(Name, it.assignee) : '—'),
    h('td', { 'data-label': w('case.reported') }, h('time', { dateTime: it.reportedAt }, shortTime(it.reportedAt, now))));
}

function titleOf(it) {
  const found = (it.highlights || []).find((one) => one.field === 'title');
  return found ? marked(found) : it.title || w('case.forgotten');
}

// A text in pieces, those that were looked for marked: never as markup of its own.
function marked({ text, marks }) {
  const pieces = [];
  let at = 0;
  for (const { from, to } of marks) {
    pieces.push(text.slice(at, from), h('mark', { key: from }, text.slice(from, to)));
    at = to;
  }
  return pieces.concat(text.slice(at));
}

function Filters({ query, set }) {
  const choice = (name, label, values, said) => h('label', null, label,
    h('select', { id: 'f-' + name, onChange: (e) => set(name, e.target.value) },
      h('option', { value: '', selected: !query[name] }, w('queue.all')),
      values.map((value) => h('option', { value, key: value, selected: query[name] === value }, said(value)))));
  return h('form', { class: 'filters unprinted', 'aria-label': w('keys.filter'), onSubmit: (e) => e.preventDefault() },
    h('label', { class: 'search' }, w('queue.search'),
      h('input', { id: 'f-q', type: 'search', value: query.q || '', size: 24, maxLength: 200, dir: 'auto', placeholder: w('queue.search-for'),
        onChange: (e) => set('q', e.target.value.trim()) })),
    choice('status', w('case.status'), STATUSES, (one) => named('status.', one)),
    choice('kind', w('case.kind'), KINDS, (one) => named('kind.', one)),
    choice('tier', w('case.tier'), TIERS, (one) => named('tier.', one)),
    choice('overdue', w('today.overdue'), ['true', 'false'], (one) => named('yes.', one)),
    choice('attention', w('queue.attention'), ATTENTION, (one) => named('left.', one)),
    choice('sort', w('queue.sort'), SORTS, (one) => named('sort.', one)),
    h('label', null, w('queue.within'),
      h('input', { id: 'f-within', value: query.within || '', inputMode: 'numeric', size: 15, maxLength: 15, onChange: (e) => set('within', e.target.value.trim()) })),
    h('label', null, w('case.number'),
      h('input', { id: 'f-number', value: query.number || '', size: 16, onChange: (e) => set('number', e.target.value.trim()) })),
    Object.keys(query).filter((name) => !SHOWN.has(name)).map((name) =>
      h('button', { type: 'button', key: name, class: 'tag', onClick: () => set(name, '') }, name + ' = ' + query[name] + ' ✕')));
}

const SHOWN = new Set(['q', 'status', 'kind', 'tier', 'overdue', 'attention', 'sort', 'within', 'number', 'lang']);
