// One action on several cases: only what all of them allow, shown before it is done, and a result for each.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { newKey, post } from '../lib/api.js';
import { lasting, read } from './session.js';
import { why, Failure, Status } from './parts.js';
import { CHOICES, Field } from './fields.js';
import { sorted } from './actions.js';

const MOST = 50;

export class Bulk extends Component {
  constructor(props) {
    super(props);
    this.state = { cases: null, name: '', values: {}, choices: [], results: new Map(), busy: false, error: null };
  }

  // Each as it is now: what it allows, and in which version.
  async prepare() {
    this.setState({ busy: true, error: null, results: new Map() });
    try {
      const cases = [];
      for (const id of this.props.ids.slice(0, MOST)) {
        const { body, etag } = await read('/api/v1/cases/' + id);
        cases.push({ it: body, etag, key: newKey() });
      }
      this.setState({ cases, busy: false });
    } catch (error) {
      this.setState({ error, busy: false });
    }
  }

  shared() {
    const [first, ...others] = this.state.cases.map((one) => one.it.actions);
    return sorted(first.filter((action) => others.every((actions) => actions.some((other) => other.name === action.name))));
  }

  // What one of them requires all are asked for.
  fields(name) {
    const all = this.state.cases.map((one) => one.it.actions.find((action) => action.name === name).fields);
    return all[0].filter((field) => field.name !== 'by' && field.type !== 'object' && !field.fields).map((field) =>
      Object.assign({}, field, { required: all.some((fields) => fields.some((other) => other.name === field.name && other.required)) }));
  }

  async pick(name) {
    this.setState({ name, values: {}, choices: {} });
    for (const field of name ? this.fields(name) : []) {
      const of = field.type === 'string' && !field.values && CHOICES[field.name];
      if (of) {
        const { body } = await read(of.address, of.query(this.state.cases[0].it));
        this.setState((state) => ({ choices: Object.assign({}, state.choices, { [field.name]: of.of(body, this.state.cases[0].it) }) }));
      }
    }
  }

  async send(event) {
    event.preventDefault();
    this.setState({ busy: true });
    for (const { it, etag, key } of this.state.cases) {
      if (this.state.results.get(it.id)?.ok) {
        continue;
      }
      let result;
      try {
        await lasting(() => post(it.actions.find((action) => action.name === this.state.name).href, this.state.values, { key, ifMatch: etag }));
        result = { ok: true, text: '✓' };
      } catch (error) {
        result = { ok: false, text: why(error) + (error.errors.length ? ' ' + error.errors.map((one) => one.message).join(' ') : '') };
      }
      this.setState((state) => ({ results: new Map(state.results).set(it.id, result) }));
    }
    this.setState({ busy: false });
  }

  render({ ids, drop, done }, { cases, name, values, choices, results, busy, error }) {
    return h('section', { class: 'card unprinted', 'aria-labelledby': 'h-bulk', id: 'bulk' },
      h('h2', { id: 'h-bulk' }, w('bulk.chosen', ids.length)),
      error ? h(Failure, { error }) : null,
      ids.length > MOST ? h('p', { class: 'warn' }, w('bulk.most', MOST)) : null,
      cases ? this.form(cases, name, values, choices, results, busy, done) : h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'main', disabled: busy, onClick: () => this.prepare() }, w('bulk.prepare')),
        h('button', { type: 'button', onClick: drop }, w('action.cancel'))));
  }

  form(cases, name, values, choices, results, busy, done) {
    const shared = this.shared();
    return h('form', { noValidate: true, onSubmit: (e) => this.send(e) },
      h('ul', { class: 'plain-list' }, cases.map(({ it }) => h('li', { key: it.id }, it.number, ' ', h('bdi', null, it.title), ' ', h(Status, { status: it.status }), ' ',
        results.has(it.id) ? h('strong', { class: results.get(it.id).ok ? 'good' : 'bad' }, results.get(it.id).text) : null))),
      shared.length ? h('label', null, w('case.actions'), ' ', h('select', { id: 'bulk-action', onChange: (e) => this.pick(e.target.value) },
        h('option', { value: '' }, '—'), shared.map((one) => h('option', { value: one.name, key: one.name, selected: one.name === name }, named('action.', one.name)))))
        : h('p', null, w('bulk.nothing-shared')),
      name ? this.fields(name).map((field) => h(Field, {
        key: field.name, field, at: '', errors: [], value: values[field.name], choices: choices[field.name], disabled: busy,
        set: (value) => this.setState((state) => ({ values: Object.assign({}, state.values, { [field.name]: value }) }))
      })) : null,
      h('div', { class: 'buttons' },
        name ? h('button', { class: 'main', disabled: busy }, w('bulk.do', named('action.', name), cases.length)) : null,
        h('button', { type: 'button', onClick: done }, w('keys.close'))));
  }
}
