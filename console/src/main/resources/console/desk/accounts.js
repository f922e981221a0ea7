// Accounts of people, for the security administrator: who may sign in, with which roles, where.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { post } from '../lib/api.js';
import { read } from './session.js';
import { go, query as asked } from './router.js';
import { Failure } from './parts.js';
import { Form } from './form.js';
import { fields, LinkOnce, PRESENCES, ROLES, State } from './account.js';

const ACCOUNTS = '/api/v1/accounts';
const PAGE = 100;

export class AccountsPage extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, next: null, error: null, opening: false, made: null };
  }

  componentDidMount() {
    this.ask(null);
  }

  componentDidUpdate(before) {
    if (JSON.stringify(before.query) !== JSON.stringify(this.props.query)) {
      this.ask(null);
    }
  }

  async ask(cursor) {
    const wanted = this.props.query;
    try {
      const { body } = await read(ACCOUNTS, Object.assign({}, wanted, { limit: PAGE, cursor }));
      if (wanted === this.props.query) {
        this.setState((state) => ({ items: (cursor ? state.items : []).concat(body.items), next: body.next, error: null }));
      }
    } catch (error) {
      this.setState({ error });
    }
  }

  filter(name, value) {
    const query = asked();
    if (value) {
      query[name] = value;
    } else {
      delete query[name];
    }
    const said = new URLSearchParams(query).toString();
    go('/desk/accounts' + (said ? '?' + said : ''), true);
  }

  render({ query }, { items, next, error, opening, made }) {
    const choice = (name, label, values, said) => h('label', null, label,
      h('select', { id: 'f-' + name, onChange: (e) => this.filter(name, e.target.value) },
        h('option', { value: '', selected: !query[name] }, w('queue.all')),
        values.map((value) => h('option', { value, key: value, selected: query[name] === value }, said(value)))));
    return h('div', null,
      h('div', { class: 'row' }, h('h1', null, w('nav.accounts')),
        h('button', { type: 'button', id: 'open-account', 'aria-expanded': String(opening), onClick: () => this.setState({ opening: !opening, made: null }) }, w('accounts.open'))),
      made ? h(LinkOnce, { account: made }) : null,
      opening ? h('section', { class: 'card narrow-form' }, h(Form, {
        id: 'account', title: w('accounts.open'), fields: fields(true), values: { roles: [], divisions: [] }, button: w('accounts.open'), focused: true,
        send: (values, key) => post(ACCOUNTS, values, { key }),
        cancel: () => this.setState({ opening: false }, () => document.getElementById('open-account').focus()),
        done: ({ body }) => { this.setState({ opening: false, made: body }, () => document.getElementById('link-once')?.focus()); this.ask(null); }
      })) : null,
      h('form', { class: 'filters unprinted', 'aria-label': w('keys.filter'), onSubmit: (e) => e.preventDefault() },
        choice('role', w('accounts.role'), ROLES, (one) => named('role.', one)),
        choice('presence', w('accounts.presence'), PRESENCES, (one) => named('presence.', one)),
        h('label', null, w('accounts.person'), h('input', { id: 'f-person', value: query.person || '', size: 22, maxLength: 64, onChange: (e) => this.filter('person', e.target.value.trim()) }))),
      error ? h(Failure, { error, again: () => this.ask(null) }) : null,
      !items && !error ? h('p', { class: 'boot' }, w('page.loading')) : null,
      items && !items.length ? h('p', { class: 'soft' }, w('place.none')) : null,
      items && items.length ? h('table', { class: 'cases', id: 'accounts' },
        h('caption', { class: 'unseen' }, w('nav.accounts')),
        h('thead', null, h('tr', null,
          h('th', { scope: 'col' }, w('field.id')), h('th', { scope: 'col' }, w('accounts.roles')), h('th', { scope: 'col' }, w('accounts.divisions')),
          h('th', { scope: 'col' }, w('case.status')), h('th', { scope: 'col' }, w('accounts.presence')), h('th', { scope: 'col' }, w('accounts.signed-in')))),
        h('tbody', null, items.map((it) => h('tr', { key: it.id },
          h('td', { 'data-label': w('field.id') }, h('a', { href: '/desk/accounts/' + it.id }, it.id), ' ', h('bdi', null, it.name)),
          h('td', { 'data-label': w('accounts.roles') }, it.roles.map((role) => named('role.', role)).join(' · ')),
          h('td', { 'data-label': w('accounts.divisions') }, it.divisions.join(' · ')),
          h('td', { 'data-label': w('case.status') }, h(State, { account: it })),
          h('td', { 'data-label': w('accounts.presence') }, named('presence.', it.presence)),
          h('td', { 'data-label': w('accounts.signed-in'), class: 'soft small' }, it.signedInAt ? dateTime(it.signedInAt) : '—'))))) : null,
      next ? h('button', { type: 'button', id: 'more', onClick: () => this.ask(next) }, w('queue.more')) : null);
  }
}
