// One action on several cases: only what all of them allow, shown before it is done, and a result for each.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { newKey, post } from '../lib/api.js';
import { lasting, read } from './session.js';
import { why, Failure, Status } from './parts.js';
import { CHOICES, Field } from './fields.js';
import { sorted } from './actions.js';

const MOST = 50;
// No action of one case, but of all of them: the newer ones join the oldest.
const JOIN = '~merge';

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

  oldest() {
    return this.state.cases.reduce((first, one) => (one.it.reportedAt < first.it.reportedAt ? one : first));
  }

  // Who joins the oldest, and may.
  joining() {
    const oldest = this.oldest();
    return this.state.cases.filter((one) => one !== oldest && one.it.actions.some((action) => action.name === 'merge'));
  }

  async pick(name) {
    this.setState({ name, values: {}, choices: {} });
    for (const field of name && name !== JOIN ? this.fields(name) : []) {
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
    const join = this.state.name === JOIN;
    const action = join ? 'merge' : this.state.name;
    const values = join ? { into: this.oldest().it.id } : this.state.values;
    for (const { it, etag, key } of join ? this.joining() : this.state.cases) {
      if (this.state.results.get(it.id)?.ok) {
        continue;
      }
      let result;
      try {
        await lasting(() => post(it.actions.find((one) => one.name === action).href, values, { key, ifMatch: etag }));
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
    const joining = this.joining();
    const all = shared.map((one) => [one.name, named('action.', one.name)]).concat(joining.length ? [[JOIN, w('bulk.join')]] : []);
    const text = (all.find(([one]) => one === name) || [])[1];
    return h('form', { noValidate: true, onSubmit: (e) => this.send(e) },
      h('ul', { class: 'plain-list' }, cases.map(({ it }) => h('li', { key: it.id }, it.number, ' ', h('bdi', null, it.title), ' ', h(Status, { status: it.status }), ' ',
        results.has(it.id) ? h('strong', { class: results.get(it.id).ok ? 'good' : 'bad' }, results.get(it.id).text) : null))),
      all.length ? h('label', null, w('case.actions'), ' ', h('select', { id: 'bulk-action', onChange: (e) => this.pick(e.target.value) },
        h('option', { value: '' }, '—'), all.map(([one, said]) => h('option', { value: one, key: one, selected: one === name }, said))))
        : h('p', null, w('bulk.nothing-shared')),
      name === JOIN ? this.preview(joining) : null,
      name && name !== JOIN ? this.fields(name).map((field) => h(Field, {
        key: field.name, field, at: '', errors: [], value: values[field.name], choices: choices[field.name], disabled: busy,
        set: (value) => this.setState((state) => ({ values: Object.assign({}, state.values, { [field.name]: value }) }))
      })) : null,
      h('div', { class: 'buttons' },
        name ? h('button', { class: 'main', disabled: busy }, w('bulk.do', text, name === JOIN ? joining.length : cases.length)) : null,
        h('button', { type: 'button', onClick: done }, w('keys.close'))));
  }

  // What will come of it, case by case.
  preview(joining) {
    const { it } = this.oldest();
    return h('div', { class: 'note warn', id: 'join-preview' },
      h('p', null, w('bulk.join-stays', it.number), ' ', h('bdi', null, it.title)),
      h('ul', null, this.state.cases.filter((one) => one.it !== it).map((one) => h('li', { key: one.it.id }, one.it.number, ' ', h('bdi', null, one.it.title), ' ',
        joining.includes(one) ? ['→ ', it.number] : h('span', { class: 'bad' }, w('bulk.join-not', named('status.', one.it.status)))))),
      h('p', { class: 'small' }, w('action.merge-means', it.number)));
  }
}
