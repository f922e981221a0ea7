// Who did what, for the audit administrator: found by who, about what, which and when; and whether all of it is as it was.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, fromLocal, number, toLocal } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { withQuery } from '../lib/api.js';
import { read } from './session.js';
import { go, query as asked } from './router.js';
import { Failure } from './parts.js';

const PAGE = 50;
const EVENTS = [
  'SIGNED_IN', 'SIGNED_OUT', 'SIGNED_OUT_EVERYWHERE', 'SIGN_IN_REFUSED', 'PASSWORD_CHOSEN', 'AUTHENTICATOR_SET_UP',
  'ACCOUNT_OPENED', 'ACCOUNT_CHANGED', 'ACCOUNT_DISABLED', 'ACCOUNT_ENABLED', 'ACCOUNT_UNLOCKED', 'ACCOUNT_SIGNED_OUT', 'ACCOUNT_INVITED', 'AUTHENTICATOR_TAKEN',
  'WORK_HANDED_ON', 'WORK_TAKEN_BACK', 'ATTENDANCE_CHANGED', 'APPLICATION_SIGNED_IN', 'TOKEN_REUSED',
  'CLIENT_REFUSED', 'CLIENT_OPENED', 'CLIENT_CHANGED', 'CLIENT_ROTATED', 'CLIENT_DISABLED', 'CLIENT_ENABLED',
  'AUDIT_READ', 'CALL_REFUSED', 'REFUSALS_DROPPED', 'CONTACT_SHOWN', 'DATA_EXPORTED', 'CONFIDENTIAL_CASE_READ', 'CONFIDENTIAL_CASE_LISTED', 'RULES_SET', 'OTHER'
];

export class AuditPage extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, next: null, error: null, busy: false, verified: null, verifying: false, failed: null };
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
    this.setState({ busy: true });
    try {
      const { body } = await read('/api/v1/audit', Object.assign({}, wanted, { limit: PAGE, cursor }));
      if (wanted === this.props.query) {
        this.setState((state) => ({ items: (cursor ? state.items : []).concat(body.items), next: body.next, error: null, busy: false }),
          () => announce(w('audit.shown', this.state.items.length)));
      }
    } catch (error) {
      this.setState({ error, busy: false });
    }
  }

  async verify() {
    this.setState({ verifying: true, failed: null, verified: null });
    try {
      const { body } = await read('/api/v1/audit:verify', null, { patience: 120000 });
      this.setState({ verified: body, verifying: false }, () => document.getElementById('verified').focus());
    } catch (failed) {
      this.setState({ failed, verifying: false });
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
    go('/desk/audit' + (said ? '?' + said : ''), true);
  }

  render({ query }, { items, next, error, busy, verified, verifying, failed }) {
    const wrong = (name) => (error?.errors || []).filter((one) => one.parameter === name).map((one) => one.message || one.code).join(' · ');
    const input = (name, label, more) => h('label', null, label,
      h('input', Object.assign({
        id: 'f-' + name, value: query[name] || '', 'aria-invalid': wrong(name) ? 'true' : null, 'aria-describedby': wrong(name) ? 'f-' + name + '-wrong' : null,
        onChange: (e) => this.filter(name, e.target.value.trim())
      }, more)), wrong(name) ? h('span', { class: 'bad', id: 'f-' + name + '-wrong' }, wrong(name)) : null);
    const time = (name, label) => input(name, label, {
      type: 'datetime-local', value: query[name] ? toLocal(query[name]) : '', onChange: (e) => this.filter(name, e.target.value ? fromLocal(e.target.value) : '')
    });
    return h('div', null,
      h('div', { class: 'row' }, h('h1', null, w('nav.audit')),
        h('button', { type: 'button', id: 'verify', disabled: verifying, onClick: () => this.verify() }, verifying ? w('audit.verifying') : w('audit.verify')),
        query.from && query.to ? h('a', { class: 'button', id: 'export', href: withQuery('/api/v1/audit:export', { from: query.from, to: query.to }), download: 'audit.ndjson' }, w('audit.export')) : null),
      h('p', { class: 'soft small' }, w('audit.what')),
      failed ? h(Failure, { error: failed, again: () => this.verify() }) : null,
      verified ? h('div', { class: 'note ' + (verified.broken ? 'bad' : 'good'), id: 'verified', tabIndex: -1, role: 'status' },
        h('p', null, verified.broken ? w('audit.broken', number(verified.broken.seq), verified.broken.why) : w('audit.whole', number(verified.records))),
        h('p', { class: 'small' }, w('audit.roots', verified.roots, number(verified.first), number(verified.deletable)))) : null,
      h('form', { class: 'filters unprinted', 'aria-label': w('keys.filter'), onSubmit: (e) => e.preventDefault() },
        input('by', w('audit.by'), { size: 20, maxLength: 100 }), input('about', w('audit.about'), { size: 20, maxLength: 100 }),
        h('label', null, w('audit.event'), h('select', { id: 'f-event', onChange: (e) => this.filter('event', e.target.value) },
          h('option', { value: '', selected: !query.event }, w('queue.all')),
          EVENTS.map((one) => h('option', { value: one, key: one, selected: query.event === one }, named('event.', one))))),
        time('from', w('field.from')), time('to', w('audit.to'))),
      error ? h(Failure, { error, again: () => this.ask(null) }) : null,
      !items && !error ? h('p', { class: 'boot' }, w('page.loading')) : null,
      items && !items.length ? h('p', { class: 'soft' }, w('place.none')) : null,
      items && items.length ? h('table', { class: 'cases', id: 'records', 'aria-busy': String(busy) },
        h('caption', { class: 'unseen' }, w('nav.audit')),
        h('thead', null, h('tr', null,
          h('th', { scope: 'col' }, w('audit.at')), h('th', { scope: 'col' }, w('audit.event')), h('th', { scope: 'col' }, w('audit.by')),
          h('th', { scope: 'col' }, w('audit.about')), h('th', { scope: 'col' }, w('audit.detail')))),
        h('tbody', null, items.map((it) => h('tr', { key: it.seq },
          h('td', { 'data-label': w('audit.at'), class: 'small' }, h('time', { dateTime: it.at }, dateTime(it.happenedAt || it.at)), ' ', h('span', { class: 'soft', title: it.hash }, '#' + it.seq)),
          h('td', { 'data-label': w('audit.event') }, named('event.', it.event)),
          h('td', { 'data-label': w('audit.by') }, h('bdi', null, it.by), h('span', { class: 'soft small' }, ' ' + it.from), it.insteadOf ? h('span', { class: 'small' }, ' ' + w('audit.instead-of', it.insteadOf)) : null),
          h('td', { 'data-label': w('audit.about') }, it.about || '—'),
          h('td', { 'data-label': w('audit.detail'), class: 'small' }, h('span', { dir: 'auto' }, [it.detail, it.why, it.service].filter(Boolean).join(' · ') || '—')))))) : null,
      next ? h('button', { type: 'button', id: 'more', disabled: busy, onClick: () => this.ask(next) }, w('queue.more')) : null);
  }
}
