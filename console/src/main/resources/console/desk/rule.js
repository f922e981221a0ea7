// One set of rules: what is in force, what was before and why; and for who sets them, a text that is checked, tried and
// then set with a reason.
import { h, Component, createRef } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { post, put, request, withQuery } from '../lib/api.js';
import { lasting, read } from './session.js';
import { Failure, why as whyNot } from './parts.js';
import { Asked } from './form.js';
import { lineOf, placeOf } from './jsonplace.js';
import { divisionOf, whose } from './rules.js';

export class RulePage extends Component {
  constructor(props) {
    super(props);
    this.state = { it: null, etag: null, versions: [], next: null, error: null, shown: null, editing: null };
  }

  componentDidMount() {
    this.ask();
  }

  division() {
    return divisionOf(this.props.me, this.props.query);
  }

  address(more) {
    return withQuery('/api/v1/rules/' + this.props.id + (more || ''), { division: this.division() });
  }

  async ask() {
    try {
      const { body, etag } = await read(this.address());
      this.setState({ it: body, etag, error: null, editing: null, shown: null });
      await this.history(null);
    } catch (error) {
      this.setState({ error });
    }
  }

  async history(cursor) {
    const { body } = await read(this.address('/versions'), { cursor, limit: 20 });
    this.setState((state) => ({ versions: (cursor ? state.versions : []).concat(body.items), next: body.next }));
  }

  async look(version) {
    try {
      this.setState({ shown: (await read(this.address('/versions/' + version))).body }, () => document.getElementById('version').focus());
    } catch (error) {
      this.setState({ error });
    }
  }

  edit(body) {
    this.setState({ editing: { text: JSON.stringify(body, null, 2), n: (this.state.editing?.n || 0) + 1 } });
  }

  render({ id, me, query }, { it, etag, versions, next, error, shown, editing }) {
    if (!it) {
      return error ? h(Failure, { error, again: () => this.ask() }) : h('p', { class: 'boot' }, w('page.loading'));
    }
    const division = this.division();
    // What the API itself would say: setting is the administrator's, and within their own division.
    const may = me.roles.includes('admin') && me.divisions.some((own) => division.startsWith(own.replace(/(00)+$/, '')));
    return h('div', null,
      h('p', null, h('a', { href: '/desk/rules' + (query.division ? '?division=' + query.division : '') }, '← ' + w('nav.rules'))),
      h('h1', null, named('set.', id)),
      h('p', { class: 'soft' }, named('set-what.', id)),
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      h('p', { id: 'in-force' }, w('rules.in-force'), ' ', h('strong', null, whose(it, division)), it.since ? ' · ' + dateTime(it.since) + ' · ' + it.by : '',
        it.why ? [' · ', h('span', { dir: 'auto' }, it.why)] : null),
      h('div', { class: 'columns' },
        h('div', null,
          editing ? h(Editor, {
            key: editing.n, id, text: editing.text, etag, address: (more) => this.address(more),
            look: () => this.ask(), cancel: () => this.setState({ editing: null }, () => document.getElementById('edit')?.focus()),
            done: () => { announce(w('rules.set-done')); this.ask(); document.getElementById('main').focus(); }
          }) : h('section', { class: 'card', 'aria-labelledby': 'h-body' },
            h('h2', { id: 'h-body' }, w('rules.in-force')),
            may ? h('p', null, h('button', { type: 'button', id: 'edit', class: 'main', onClick: () => this.edit(it.body) }, w('rules.edit'))) : null,
            h('pre', { class: 'json', id: 'body', tabIndex: 0, 'aria-label': w('rules.in-force') }, JSON.stringify(it.body, null, 2)))),
        h('section', { class: 'card', 'aria-labelledby': 'h-history' },
          h('h2', { id: 'h-history' }, w('rules.history')),
          versions.length ? h('ul', { class: 'plain-list', id: 'history' }, versions.map((one) => h('li', { key: one.version },
            h('button', { type: 'button', class: 'link', onClick: () => this.look(one.version) }, w('rules.own', one.version)), ' ',
            h('span', { class: 'soft small' }, dateTime(one.since) + ' · ' + one.by), one.inherits ? h('span', { class: 'warn small' }, ' ' + w('rules.gave-up')) : null,
            h('div', { dir: 'auto' }, one.why)))) : h('p', { class: 'soft' }, w('rules.none-own')),
          next ? h('button', { type: 'button', onClick: () => this.history(next) }, w('queue.more')) : null,
          h('p', null, h('button', { type: 'button', class: 'link', id: 'built-in', onClick: () => this.look(0) }, w('rules.built-in'))),
          shown ? h('div', { id: 'version', tabIndex: -1 },
            h('h3', null, shown.version ? w('rules.own', shown.version) : w('rules.built-in')),
            shown.body ? h('pre', { class: 'json', tabIndex: 0, 'aria-label': w('rules.version') }, JSON.stringify(shown.body, null, 2)) : h('p', null, w('rules.gave-up')),
            h('div', { class: 'buttons' },
              may && shown.body ? h('button', { type: 'button', id: 'take-version', onClick: () => this.edit(shown.body) }, w('rules.take')) : null,
              h('button', { type: 'button', onClick: () => this.setState({ shown: null }) }, w('keys.close')))) : null,
          may && it.version && it.division === division ? h(Asked, {
            id: 'give-up', text: w('rules.give-up'), means: w('rules.give-up-means'), fields: [{ name: 'why', type: 'string', required: true, max: 500, label: w('rules.why') }],
            look: () => this.ask(), send: (values) => request('DELETE', this.address(), { query: { why: values.why || '' }, ifMatch: etag || '"0"' }), done: () => this.ask()
          }) : null)));
  }
}

// A text, as it is sent. What is wrong leads to where it stands in it.
class Editor extends Component {
  constructor(props) {
    super(props);
    this.state = { text: props.text, why: '', findings: null, error: null, tried: null, busy: false };
    this.area = createRef();
  }

  componentDidMount() {
    this.area.current.focus();
    this.area.current.setSelectionRange(0, 0);
    this.area.current.scrollTop = 0;
  }

  // Null where the text is no JSON: then it says where not.
  body() {
    try {
      return JSON.parse(this.state.text);
    } catch (broken) {
      const at = /position (\d+)/.exec(broken.message);
      const from = at ? Number(at[1]) : 0;
      this.setState({ findings: [{ pointer: null, code: 'no-json', message: w('rules.no-json') + ' ' + broken.message, from }], tried: null, error: null }, () => this.go({ from }));
      return null;
    }
  }

  async ask(call, then) {
    const body = this.body();
    if (body === null) {
      return;
    }
    this.setState({ busy: true, error: null, findings: null, tried: null });
    try {
      const answer = await lasting(() => call(body));
      this.setState({ busy: false });
      then(answer);
    } catch (error) {
      const errors = error.errors || [];
      this.setState({ busy: false, error, findings: errors.length ? errors : null }, () => {
        if (errors.some((one) => one.pointer === '#/why')) {
          document.getElementById('why').focus();
        } else if (errors.length) {
          document.getElementById('findings').focus();
        }
      });
      announce(whyNot(error));
    }
  }

  check() {
    return this.ask((body) => post(this.props.address(':check'), { why: this.state.why.trim() || '-', body }),
      (answer) => this.setState({ findings: answer.body.findings }, () => document.getElementById('findings').focus()));
  }

  attempt() {
    return this.props.id === 'triage'
      ? this.ask((body) => post(this.props.address(':try'), { body }, { patience: 60000 }), (answer) => this.tried(answer.body))
      : this.ask((body) => post(this.props.address(':preview'), { why: this.state.why.trim() || '-', body }, { patience: 60000 }), (answer) => this.tried(answer.body));
  }

  tried(tried) {
    this.setState({ tried }, () => document.getElementById('tried').focus());
  }

  set(event) {
    event.preventDefault();
    return this.ask((body) => put(this.props.address(), { why: this.state.why, body }, { ifMatch: this.props.etag || '"0"' }), () => this.props.done());
  }

  where(finding) {
    if (finding.from !== undefined) {
      return { from: finding.from, to: finding.from + 1, line: lineOf(this.state.text, finding.from) };
    }
    return finding.pointer && finding.pointer.startsWith('#/body') ? placeOf(this.state.text, finding.pointer.slice('#/body'.length)) : null;
  }

  go({ from, to }) {
    const area = this.area.current;
    area.focus();
    area.setSelectionRange(from, to ?? from + 1);
    area.scrollTop = Math.max(0, (lineOf(this.state.text, from) - 4) * parseFloat(getComputedStyle(area).lineHeight));
  }

  render({ id, look, cancel }, { text, why, findings, error, tried, busy }) {
    const noWhy = (findings || []).filter((one) => one.pointer === '#/why');
    return h('form', {
      class: 'card', id: 'editor', noValidate: true, 'aria-labelledby': 'h-edit', onSubmit: (e) => this.set(e),
      onKeyDown: (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { this.set(e); } }
    },
    h('h2', { id: 'h-edit' }, w('rules.edit')),
    h('label', { for: 'text' }, w('rules.text')),
    h('textarea', {
      id: 'text', class: 'json', ref: this.area, rows: 22, spellcheck: false, wrap: 'off', disabled: busy, value: text,
      'aria-invalid': findings && findings.length ? 'true' : null, 'aria-describedby': findings ? 'findings' : null,
      onInput: (e) => this.setState({ text: e.target.value })
    }),
    h('div', { id: 'findings', tabIndex: -1, role: 'status' }, findings ? (findings.length ? h('ul', { class: 'plain-list' }, findings.map((one, n) => this.finding(one, n))) : h('p', { class: 'note good' }, w('rules.sound'))) : null),
    error && !findings ? h('div', { class: 'note bad', role: 'alert', id: 'rule-error' }, h('p', null, error.status === 412 ? w('form.stale') : error.status === 403 ? [error.title, error.detail].join(' — ') : whyNot(error)),
      error.kind === 'conflict' ? h('button', { type: 'button', onClick: look }, w('action.look')) : null) : null,
    tried ? h(Tried, { tried, id }) : null,
    h('div', { class: 'field' }, h('label', { for: 'why' }, w('rules.why'), h('span', { class: 'bad', 'aria-hidden': 'true' }, ' *')),
      h('input', {
        id: 'why', maxLength: 500, dir: 'auto', value: why, disabled: busy, 'aria-required': 'true', 'aria-invalid': noWhy.length ? 'true' : null, 'aria-describedby': noWhy.length ? 'why-wrong' : null,
        onInput: (e) => this.setState({ why: e.target.value })
      }), noWhy.length ? h('p', { class: 'bad small', id: 'why-wrong' }, noWhy.map((one) => one.message || one.code).join(' · ')) : null),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', id: 'check', disabled: busy, onClick: () => this.check() }, w('rules.check')),
      id === 'triage' || id === 'calendars' ? h('button', { type: 'button', id: 'try', disabled: busy, onClick: () => this.attempt() }, w('rules.try')) : null,
      h('button', { class: 'main', id: 'set', disabled: busy }, busy ? w('action.sending') : w('rules.set')),
      h('button', { type: 'button', disabled: busy, onClick: cancel }, w('action.cancel'))));
  }

  finding(one, n) {
    const place = this.where(one);
    const sample = one.sample ? Object.entries(one.sample).map(([name, value]) => name + ' = ' + value).join(', ') : '';
    return h('li', { key: n, class: 'finding' },
      place ? h('button', { type: 'button', class: 'link', onClick: () => this.go(place) }, w('rules.line', place.line)) : null, ' ',
      h('code', null, one.pointer || ''), ' ', h('span', { class: 'bad' }, one.message || one.code), sample ? h('div', { class: 'small soft' }, w('rules.sample', sample)) : null);
  }
}

// What would come of it, case by case.
function Tried({ tried, id }) {
  const triage = id === 'triage';
  return h('section', { class: 'note warn', id: 'tried', tabIndex: -1, 'aria-labelledby': 'h-tried' },
    h('h3', { id: 'h-tried' }, triage ? w('rules.tried', tried.tried, tried.moved) : w('rules.moves', tried.moved)),
    tried.cases.length ? h('ul', { class: 'plain-list' }, tried.cases.map((one, n) => h('li', { key: n },
      h('a', { href: '/desk/cases/' + one.id, target: '_blank' }, one.number), ' ',
      triage ? [named('tier.', one.from), ' → ', named('tier.', one.to), ' · ', h('bdi', null, one.rule)]
        : [named('step.', one.step), ' ', one.before ? dateTime(one.before) : '—', ' → ', one.dueAt ? dateTime(one.dueAt) : '—']))) : null);
}
