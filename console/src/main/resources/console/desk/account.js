// One account: what somebody may where, and what may be done with it. What is refused is said where it was asked.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, fromLocal } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { post, put, request } from '../lib/api.js';
import { read } from './session.js';
import { Failure } from './parts.js';
import { Asked, Form } from './form.js';

export const ROLES = ['admin', 'dispatcher', 'handler', 'verifier', 'reporter', 'supervisor', 'leader', 'system-admin', 'security-admin', 'audit-admin'];
export const PRESENCES = ['SERVES', 'AWAY', 'LEFT', 'UNSEEN'];

export function fields(opening) {
  return [
    opening ? { name: 'id', type: 'string', required: true, max: 40, hint: w('accounts.id-hint') } : null,
    { name: 'name', type: 'string', required: true, max: 100 },
    { name: 'person', type: 'string', label: w('accounts.person'), max: 64, hint: w('accounts.person-hint') },
    { name: 'roles', type: 'set', label: w('accounts.roles'), required: true, choices: ROLES.map((role) => [role, named('role.', role)]), hint: w('accounts.roles-hint') },
    { name: 'divisions', type: 'array', label: w('accounts.divisions'), required: true, hint: w('accounts.a-line-each') },
    { name: 'units', type: 'array', label: w('accounts.units'), hint: w('accounts.a-line-each') },
    { name: 'knownAs', type: 'array', label: w('accounts.known-as'), hint: w('accounts.known-as-hint') }
  ].filter(Boolean);
}

export function State({ account }) {
  const tone = { ACTIVE: 'good', LOCKED: 'warn', DISABLED: 'bad', LEFT: 'bad' }[account.state] || '';
  return h('span', { class: 'tag ' + tone }, named('account.', account.state), account.lockedUntil ? ' · ' + dateTime(account.lockedUntil) : '');
}

// Shown in the answer that made it, and never again.
export function LinkOnce({ account }) {
  return h('section', { class: 'card note good', id: 'link-once', tabIndex: -1, 'aria-labelledby': 'link-h' },
    h('h2', { id: 'link-h' }, w('accounts.made', account.id)),
    account.link ? [h('p', { key: 'why' }, w('accounts.link')), h('p', { key: 'link' }, h('code', { id: 'link' }, account.link))] : h('p', null, w('accounts.no-link')));
}

const ACTIONS = ['invite', 'sign-out', 'unlock', 'forget-codes', 'disable', 'enable'];

function offered(it) {
  return ACTIONS.filter((name) => {
    switch (name) {
      case 'unlock': return Boolean(it.lockedUntil);
      case 'forget-codes': return it.oneTimeCodes;
      case 'disable': return it.state !== 'DISABLED';
      case 'enable': return it.state === 'DISABLED';
      default: return true;
    }
  });
}

export class AccountPage extends Component {
  constructor(props) {
    super(props);
    this.state = { it: null, etag: null, error: null, changing: false, invited: null };
  }

  componentDidMount() {
    this.ask();
  }

  address() {
    return '/api/v1/accounts/' + encodeURIComponent(this.props.id);
  }

  async ask() {
    try {
      const { body, etag } = await read(this.address());
      this.setState({ it: body, etag, error: null, changing: false });
    } catch (error) {
      this.setState({ error });
    }
  }

  show({ body, etag }) {
    this.setState({ it: body, etag, changing: false, invited: body.link ? body : null }, () => document.getElementById(body.link ? 'link-once' : 'main').focus());
  }

  render(props, { it, etag, error, changing, invited }) {
    if (!it) {
      return error ? h(Failure, { error, again: () => this.ask() }) : h('p', { class: 'boot' }, w('page.loading'));
    }
    const row = (label, value) => (value === null || value === undefined || value === '' ? null : [h('dt', null, label), h('dd', null, value)]);
    return h('div', null,
      h('p', null, h('a', { href: '/desk/accounts' }, '← ' + w('nav.accounts'))),
      h('div', { class: 'row' }, h('h1', null, it.id, ' ', h('bdi', null, it.name)), h('span', { id: 'state' }, h(State, { account: it }))),
      invited ? h(LinkOnce, { account: invited }) : null,
      h('div', { class: 'columns' },
        h('section', { class: 'card', 'aria-labelledby': 'h-what' },
          h('h2', { id: 'h-what' }, w('accounts.rights')),
          changing ? h(Form, {
            id: 'account', fields: fields(false), button: w('action.send'), focused: true, look: () => this.ask(),
            values: { name: it.name, person: it.person ?? undefined, roles: it.roles, divisions: it.divisions, units: it.units, knownAs: it.knownAs },
            send: (values) => put(this.address(), Object.assign({ id: it.id }, values), { ifMatch: etag }),
            cancel: () => this.setState({ changing: false }, () => document.getElementById('change').focus()),
            done: (answer) => { announce(w('action.done', w('points.change'))); this.show(answer); }
          }) : [
            h('dl', { class: 'pairs', key: 'rights' },
              row(w('accounts.person'), it.person), row(w('accounts.presence'), named('presence.', it.presence) + (it.awayUntil ? ' · ' + w('fact.until', dateTime(it.awayUntil)) : '')),
              row(w('accounts.roles'), h('span', { id: 'roles' }, it.roles.map((role) => named('role.', role)).join(' · '))),
              row(w('accounts.divisions'), it.divisions.join(' · ')), row(w('accounts.units'), it.units.join(' · ')),
              row(w('accounts.known-as'), it.knownAs.join(' · ')), row(w('accounts.follows'), it.follows),
              row(w('accounts.stands-in'), it.standsInFor.join(' · ')),
              row(w('accounts.codes'), named('yes.', it.oneTimeCodes)),
              row(w('accounts.signed-in'), it.signedInAt && dateTime(it.signedInAt)),
              row(w('points.changed'), dateTime(it.changedAt) + ' · ' + it.changedBy)),
            h('button', { type: 'button', id: 'change', key: 'change', onClick: () => this.setState({ changing: true }) }, w('points.change'))
          ]),
        h('div', null,
          h('section', { class: 'card', 'aria-labelledby': 'h-do' },
            h('h2', { id: 'h-do' }, w('case.actions')),
            h('div', { class: 'stacked' }, offered(it).map((name) => h(Asked, {
              key: name + it.version, id: 'do-' + name, text: named('account-do.', name), means: named('account-means.', name), look: () => this.ask(),
              send: (values, key) => post(this.address() + '/actions/' + name, undefined, { key, ifMatch: etag }),
              done: (answer) => this.show(answer)
            })))),
          it.roles.includes('handler') ? h(HandedOn, { key: it.version, it, address: this.address(), done: () => this.ask() }) : null)));
  }
}

function HandedOn({ it, address, done }) {
  return h('section', { class: 'card', 'aria-labelledby': 'h-handed' },
    h('h2', { id: 'h-handed' }, w('accounts.handed-on')),
    h('p', { id: 'handed-on' }, it.handedOn ? [h('a', { href: '/desk/accounts/' + it.handedOn.to }, it.handedOn.to), ' ', w('fact.until', dateTime(it.handedOn.until))] : w('duty.none')),
    it.handedOn
      ? h(Asked, { id: 'take-back', text: w('accounts.take-back'), means: w('accounts.take-back-means'), send: () => request('DELETE', address + '/handed-on'), done })
      : h(Asked, {
        id: 'hand-on', text: w('accounts.hand-on'), means: w('accounts.hand-on-means'), done,
        fields: [{ name: 'to', type: 'string', required: true, max: 40 }, { name: 'until', type: 'time', required: true }],
        send: (values) => put(address + '/handed-on', { to: values.to, until: fromLocal(values.until) })
      }));
}
