// Report points: codes on walls by which anybody reports. Opened, changed, retired, and printed one a page.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { post, put } from '../lib/api.js';
import { read } from './session.js';
import { go } from './router.js';
import { Failure } from './parts.js';
import { Name } from './names.js';
import { Asked, Form } from './form.js';
import { GridPicker } from './place.js';

const POINTS = '/api/v1/report-points';
const PAGE = 100;

function fields() {
  return [
    { name: 'name', label: w('points.name'), type: 'string', required: true, max: 100 },
    { name: 'gridCode', label: w('points.grid'), type: 'string', required: true, control: GridPicker }
  ];
}

export class PointsPage extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, next: null, error: null, opening: false, chosen: new Set(), made: null };
  }

  componentDidMount() {
    this.ask(null);
  }

  async ask(cursor) {
    try {
      const { body } = await read(POINTS, { limit: PAGE, cursor });
      this.setState((state) => ({ items: (cursor ? state.items : []).concat(body.items), next: body.next, error: null }));
    } catch (error) {
      this.setState({ error });
    }
  }

  choose(id) {
    const chosen = new Set(this.state.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.setState({ chosen });
  }

  render(props, { items, next, error, opening, chosen, made }) {
    return h('div', null,
      h('div', { class: 'row' }, h('h1', null, w('nav.points')),
        h('button', { type: 'button', id: 'open-point', 'aria-expanded': String(opening), onClick: () => this.setState({ opening: !opening, made: null }) }, w('points.open'))),
      h('p', { class: 'soft' }, w('points.what')),
      opening ? h('section', { class: 'card narrow-form' }, h(Form, {
        id: 'point', title: w('points.open'), fields: fields(), button: w('points.open'), focused: true,
        send: (values, key) => post(POINTS, values, { key }),
        cancel: () => this.setState({ opening: false }, () => document.getElementById('open-point').focus()),
        done: ({ body }) => { announce(w('action.done', body.name)); go('/desk/points/' + body.id); }
      })) : null,
      error ? h(Failure, { error, again: () => this.ask(null) }) : null,
      !items && !error ? h('p', { class: 'boot' }, w('page.loading')) : null,
      items && !items.length ? h('p', { class: 'soft' }, w('points.none')) : null,
      items && items.length ? [
        h('table', { class: 'cases', key: 'all', id: 'points' },
          h('caption', { class: 'unseen' }, w('nav.points')),
          h('thead', null, h('tr', null,
            h('th', { scope: 'col' }, h('span', { class: 'unseen' }, w('keys.select'))),
            h('th', { scope: 'col' }, w('points.name')), h('th', { scope: 'col' }, w('points.grid')),
            h('th', { scope: 'col' }, w('case.status')), h('th', { scope: 'col' }, w('points.changed')))),
          h('tbody', null, items.map((it) => h('tr', { key: it.id },
            h('td', null, h('input', { type: 'checkbox', checked: chosen.has(it.id), disabled: Boolean(it.retiredAt), onChange: () => this.choose(it.id), 'aria-label': w('queue.choose', it.name) })),
            h('td', { 'data-label': w('points.name') }, h('a', { href: '/desk/points/' + it.id }, h('bdi', null, it.name))),
            h('td', { 'data-label': w('points.grid') }, h(Name, { type: 'GRID', code: it.gridCode })),
            h('td', { 'data-label': w('case.status') }, state(it)),
            h('td', { 'data-label': w('points.changed'), class: 'soft small' }, dateTime(it.changedAt)))))),
        h('p', { class: 'buttons', key: 'do' },
          chosen.size ? h('a', { class: 'button main', id: 'print-chosen', href: '/desk/points/print?of=' + [...chosen].join(',') }, w('points.print', chosen.size)) : null,
          next ? h('button', { type: 'button', onClick: () => this.ask(next) }, w('queue.more')) : null)
      ] : null);
  }
}

function state(it) {
  return it.retiredAt ? h('span', { class: 'tag soft' }, w('points.retired', dateTime(it.retiredAt))) : h('span', { class: 'tag good' }, w('points.is-open'));
}

export class PointPage extends Component {
  constructor(props) {
    super(props);
    this.state = { it: null, etag: null, error: null, changing: false };
  }

  componentDidMount() {
    this.ask();
  }

  async ask() {
    try {
      const { body, etag } = await read(this.address());
      this.setState({ it: body, etag, error: null, changing: false });
    } catch (error) {
      this.setState({ error });
    }
  }

  address() {
    return POINTS + '/' + encodeURIComponent(this.props.id);
  }

  show({ body, etag }) {
    this.setState({ it: body, etag, changing: false }, () => document.getElementById('main').focus());
  }

  render(props, { it, etag, error, changing }) {
    if (!it) {
      return error ? h(Failure, { error, again: () => this.ask() }) : h('p', { class: 'boot' }, w('page.loading'));
    }
    return h('div', null,
      h('div', { class: 'unprinted' },
        h('p', null, h('a', { href: '/desk/points' }, '← ' + w('nav.points'))),
        h('div', { class: 'row' }, h('h1', { dir: 'auto' }, it.name), h('span', { id: 'point-state' }, state(it))),
        h('dl', { class: 'pairs' },
          h('dt', null, w('points.grid')), h('dd', null, h(Name, { type: 'GRID', code: it.gridCode }), ' ', h('span', { class: 'soft small' }, it.gridCode)),
          h('dt', null, w('points.form')), h('dd', null, h('a', { href: it.href, target: '_blank', rel: 'noopener' }, it.href)),
          h('dt', null, w('points.changed')), h('dd', null, dateTime(it.changedAt) + ' · ' + it.changedBy)),
        it.retiredAt ? null : h('div', { class: 'buttons' },
          h('button', { type: 'button', class: 'main', onClick: () => window.print() }, w('case.print')),
          changing ? null : h('button', { type: 'button', id: 'change-point', onClick: () => this.setState({ changing: true }) }, w('points.change'))),
        changing ? h('section', { class: 'card narrow-form' }, h(Form, {
          id: 'point', title: w('points.change'), fields: fields(), values: { name: it.name, gridCode: it.gridCode }, button: w('action.send'), focused: true,
          send: (values) => put(this.address(), values, { ifMatch: etag }), look: () => this.ask(),
          cancel: () => this.setState({ changing: false }, () => document.getElementById('change-point').focus()),
          done: (answer) => { announce(w('action.done', w('points.change'))); this.show(answer); }
        })) : null,
        it.retiredAt ? null : h(Asked, {
          id: 'retire-point', text: w('points.retire'), means: w('points.retire-means'), look: () => this.ask(),
          send: (values, key) => post(this.address() + '/actions/retire', undefined, { key, ifMatch: etag }),
          done: (answer) => this.show(answer)
        })),
      it.retiredAt ? null : h(Sheet, { it }));
  }
}

// What goes onto the wall. Whoever stands before it reads one of three languages.
function Sheet({ it }) {
  return h('section', { class: 'sheet', 'aria-label': it.name },
    h('p', { class: 'sheet-call' }, w('points.sheet')),
    h('img', { src: it.qr, alt: w('points.qr'), width: 360, height: 360 }),
    h('p', { class: 'sheet-name', dir: 'auto' }, it.name),
    h('p', null, h(Name, { type: 'GRID', code: it.gridCode })));
}

export class SheetsPage extends Component {
  constructor(props) {
    super(props);
    this.state = { points: null, error: null };
  }

  componentDidMount() {
    this.ask();
  }

  async ask() {
    try {
      const ids = (this.props.query.of || '').split(',').filter(Boolean);
      const points = [];
      for (const id of ids) {
        points.push((await read(POINTS + '/' + encodeURIComponent(id))).body);
      }
      this.setState({ points: points.filter((it) => !it.retiredAt), error: null });
    } catch (error) {
      this.setState({ error });
    }
  }

  render(props, { points, error }) {
    return h('div', null,
      h('div', { class: 'unprinted' },
        h('p', null, h('a', { href: '/desk/points' }, '← ' + w('nav.points'))),
        h('h1', null, w('points.print', points ? points.length : 0)),
        error ? h(Failure, { error, again: () => this.ask() }) : null,
        points ? h('button', { type: 'button', class: 'main', id: 'print', onClick: () => window.print() }, w('case.print')) : null),
      (points || []).map((it) => h(Sheet, { it, key: it.id })));
  }
}
