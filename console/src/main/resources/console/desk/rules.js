// By what cases are decided: the sets, whose version is in force, and all of them as one file.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { post, withQuery } from '../lib/api.js';
import { lasting, read } from './session.js';
import { go } from './router.js';
import { Failure } from './parts.js';

export const SETS = ['kinds', 'dictionaries', 'limits', 'triage', 'dispatch', 'evidence', 'checks', 'ladders', 'calendars'];

// Whoever works in several divisions says which one; of a township or a village its county is meant.
export function divisionOf(me, query) {
  return query.division || (me.divisions[0] || '').slice(0, 6);
}

export function whose(version, division) {
  return version.version === 0 ? w('rules.built-in') : version.division === division ? w('rules.own', version.version) : w('rules.inherited', version.division, version.version);
}

export class RulesPage extends Component {
  constructor(props) {
    super(props);
    this.state = { sets: {}, error: null };
  }

  componentDidMount() {
    this.ask();
  }

  componentDidUpdate(before) {
    if (before.query.division !== this.props.query.division) {
      this.ask();
    }
  }

  async ask() {
    const division = divisionOf(this.props.me, this.props.query);
    this.setState({ sets: {}, error: null });
    try {
      for (const set of SETS) {
        const { body } = await read('/api/v1/rules/' + set, { division });
        if (division !== divisionOf(this.props.me, this.props.query)) {
          return;
        }
        this.setState((state) => ({ sets: Object.assign({}, state.sets, { [set]: body }) }));
      }
    } catch (error) {
      this.setState({ error });
    }
  }

  render({ me, query }, { sets, error }) {
    const division = divisionOf(me, query);
    const of = query.division ? '?division=' + query.division : '';
    return h('div', null,
      h('h1', null, w('nav.rules')),
      h('p', { class: 'soft' }, w('rules.what')),
      h('form', { class: 'filters', 'aria-label': w('keys.filter'), onSubmit: (e) => e.preventDefault() },
        h('label', null, w('rules.division'), h('input', {
          id: 'f-division', value: division, size: 8, maxLength: 6, inputMode: 'numeric',
          onChange: (e) => go('/desk/rules' + (e.target.value.trim() ? '?division=' + encodeURIComponent(e.target.value.trim()) : ''), true)
        }))),
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      h('table', { class: 'cases', id: 'rules' },
        h('caption', { class: 'unseen' }, w('nav.rules')),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, w('nav.rules')), h('th', { scope: 'col' }, w('rules.version')),
          h('th', { scope: 'col' }, w('rules.since')), h('th', { scope: 'col' }, w('rules.by')), h('th', { scope: 'col' }, w('rules.why')))),
        h('tbody', null, SETS.map((set) => h('tr', { key: set },
          h('td', null, h('a', { href: '/desk/rules/' + set + of, id: 'set-' + set }, named('set.', set)), ' ', h('span', { class: 'soft small' }, named('set-what.', set))),
          h('td', { 'data-label': w('rules.version') }, sets[set] ? whose(sets[set], division) : '…'),
          h('td', { 'data-label': w('rules.since'), class: 'small' }, sets[set]?.since ? dateTime(sets[set].since) : '—'),
          h('td', { 'data-label': w('rules.by'), class: 'small' }, sets[set]?.by || '—'),
          h('td', { 'data-label': w('rules.why') }, h('span', { dir: 'auto' }, sets[set]?.why || '—')))))),
      h('p', { class: 'buttons' }, h('a', { class: 'button', id: 'export', href: withQuery('/api/v1/rules:export', { division }), download: 'rules-' + division + '.json' }, w('rules.export'))),
      me.roles.includes('admin') ? h(FromFile, { key: division, division, done: () => this.ask() }) : null);
  }
}

// A file of rules beside what is in force: the differences first, and then, with a reason, the file.
class FromFile extends Component {
  constructor(props) {
    super(props);
    this.state = { file: null, why: '', sets: null, overwrite: new Set(), error: null, busy: false, done: false };
  }

  async take(chosen) {
    this.setState({ file: null, sets: null, error: null, done: false, overwrite: new Set() });
    if (!chosen) {
      return;
    }
    let file;
    try {
      file = JSON.parse(await chosen.text());
    } catch (broken) {
      this.setState({ error: { kind: 'problem', errors: [], title: w('rules.no-json'), detail: String(broken.message) } });
      return;
    }
    this.setState({ file }, () => this.send(true));
  }

  async send(dryRun) {
    const { file, why, overwrite } = this.state;
    this.setState({ busy: true, error: null });
    try {
      const { body } = await lasting(() => post(withQuery('/api/v1/rules:import', {
        division: this.props.division, why: why.trim() || (dryRun ? '-' : ''), dryRun: String(dryRun), overwrite: [...overwrite].join(',')
      }), file));
      this.setState({ busy: false, sets: body.sets, done: body.set }, () => document.getElementById('drift')?.focus());
      announce(body.set ? w('rules.brought') : w('rules.drift'));
      if (body.set) {
        this.props.done();
      }
    } catch (error) {
      this.setState({ busy: false, error });
    }
  }

  overwrite(set) {
    const overwrite = new Set(this.state.overwrite);
    if (!overwrite.delete(set)) {
      overwrite.add(set);
    }
    this.setState({ overwrite });
  }

  render(props, { file, why, sets, overwrite, error, busy, done }) {
    const at = (name) => (error?.errors || []).filter((one) => one.parameter === name);
    return h('section', { class: 'card', 'aria-labelledby': 'h-file' },
      h('h2', { id: 'h-file' }, w('rules.drift')),
      h('label', { for: 'rules-file' }, w('rules.file')),
      h('input', { id: 'rules-file', type: 'file', accept: 'application/json,.json', disabled: busy, onChange: (e) => this.take(e.target.files[0]) }),
      error ? [h(Failure, { key: 'error', error }), h('ul', { key: 'all' }, (error.errors || []).map((one, n) => h('li', { key: n }, [one.pointer || one.parameter, one.message || one.code].filter(Boolean).join(': '))))] : null,
      sets ? h('div', { id: 'drift', tabIndex: -1 },
        done ? h('p', { class: 'note good', role: 'status' }, w('rules.brought')) : null,
        done || sets.some((one) => one.differences.length) ? null : h('p', { class: 'good' }, w('rules.same')),
        sets.map((one) => h('div', { key: one.set },
          h('h3', null, named('set.', one.set), ' ', h('span', { class: 'soft small' }, w('rules.own', one.version))),
          one.changedHere && !done ? h('p', { class: 'warn' }, w('rules.changed-here'), ' ',
            h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: overwrite.has(one.set), onChange: () => this.overwrite(one.set) }), ' ', w('rules.overwrite'))) : null,
          one.differences.length ? h('table', null,
            h('caption', { class: 'unseen' }, named('set.', one.set)),
            h('thead', null, h('tr', null, h('th', { scope: 'col' }, w('rules.place')), h('th', { scope: 'col' }, w('rules.ours')), h('th', { scope: 'col' }, w('rules.theirs')))),
            h('tbody', null, one.differences.map((it) => h('tr', { key: it.pointer },
              h('td', null, h('code', null, it.pointer)), h('td', { dir: 'auto' }, it.ours ?? '—'), h('td', { dir: 'auto' }, it.theirs ?? '—'))))) : null)),
        done ? null : h('form', {
          noValidate: true, onSubmit: (e) => { e.preventDefault(); this.send(false); }
        },
        h('div', { class: 'field' }, h('label', { for: 'bring-why' }, w('rules.why'), h('span', { class: 'bad', 'aria-hidden': 'true' }, ' *')),
          h('input', {
            id: 'bring-why', maxLength: 500, dir: 'auto', value: why, disabled: busy, 'aria-invalid': at('why').length ? 'true' : null, 'aria-describedby': at('why').length ? 'bring-wrong' : null,
            onInput: (e) => this.setState({ why: e.target.value })
          }), at('why').length ? h('p', { class: 'bad small', id: 'bring-wrong' }, at('why').map((one) => one.message).join(' · ')) : null),
        h('button', { disabled: busy || !file }, w('rules.bring')))) : null);
  }
}
