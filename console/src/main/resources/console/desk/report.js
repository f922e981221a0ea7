// A report by phone: one form, no mouse. Where it lies is found while it is typed.
import { h, Component } from '../lib/ui.js';
import { w, named, language } from '../lib/words.js';
import { announce } from '../lib/page.js';
import { newKey, post } from '../lib/api.js';
import { lasting, read } from './session.js';
import { Failure, Kind, Status } from './parts.js';
import { Name, placeName } from './names.js';
import { below } from './fields.js';

const KINDS = ['REQUEST', 'HAZARD', 'EMERGENCY', 'DISPUTE', 'ADVICE', 'PATROL_FINDING'];
const DRAFT = 'wangge-desk-report';
const EMPTY = { kind: 'REQUEST', category: '', title: '', description: '', place: '', gridCode: '', name: '', phone: '', language: 'zh', confidential: false, hidden: false };

export class ReportPage extends Component {
  constructor(props) {
    super(props);
    this.key = newKey();
    this.state = { form: draft(), rows: [], found: null, grids: [], errors: [], error: null, busy: false, made: null };
  }

  async componentDidMount() {
    document.getElementById('r-title')?.focus();
    try {
      this.setState({ rows: (await read('/api/v1/rules/kinds')).body.body.rows });
    } catch (failure) {
      // A report needs no category.
    }
  }

  componentWillUnmount() {
    clearTimeout(this.typing);
  }

  set(name, value) {
    const form = Object.assign({}, this.state.form, { [name]: value });
    if (name === 'kind') {
      form.category = '';
    }
    if (name === 'place') {
      form.gridCode = '';
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.locate(value), 250);
    }
    keep(form);
    this.setState({ form });
  }

  async locate(text) {
    if (text.trim().length < 2) {
      this.setState({ found: null, grids: [] });
      return;
    }
    try {
      const [located, byName] = await Promise.all([
        read('/api/v1/grids:locate', { text: text.trim() }),
        read('/api/v1/grids', { q: text.trim(), limit: 8 })
      ]);
      if (this.state.form.place === text) {
        this.setState({ found: located.body, grids: byName.body.items });
      }
    } catch (failure) {
      this.setState({ found: null, grids: [] });
    }
  }

  async send(event) {
    event.preventDefault();
    if (this.state.busy) {
      return;
    }
    const form = this.state.form;
    const location = {};
    if (form.place.trim()) {
      location.address = form.place.trim();
    }
    const grid = form.gridCode || (this.state.found && this.state.found.grid && this.state.form.place ? this.state.found.grid.code : '');
    if (grid) {
      location.gridCode = grid;
    }
    const json = { kind: form.kind, title: form.title, channel: 'PHONE', location };
    if (form.description) {
      json.description = form.description;
    }
    if (form.category) {
      json.category = form.category;
    }
    if (form.confidential) {
      json.confidential = true;
    }
    if (form.name || form.phone) {
      json.reporter = { language: form.language };
      if (form.name) {
        json.reporter.name = form.name;
      }
      if (form.phone) {
        json.reporter.phone = form.phone;
      }
      if (form.hidden) {
        json.reporter.hidden = true;
      }
    }
    this.setState({ busy: true, error: null, errors: [] });
    try {
      const { body } = await lasting(() => post('/api/v1/cases', json, { key: this.key }));
      this.key = newKey();
      keep(EMPTY);
      this.setState({ made: body, busy: false, form: Object.assign({}, EMPTY), found: null, grids: [] }, () => document.getElementById('made')?.focus());
      announce(w('report.made', body.number));
    } catch (error) {
      if (error.kind === 'problem' || error.kind === 'conflict') {
        this.key = newKey();
      }
      this.setState({ busy: false, error, errors: error.errors || [] }, () => document.querySelector('#report [aria-invalid=true]')?.focus());
    }
  }

  render(props, { form, rows, found, grids, errors, error, busy, made }) {
    const categories = below(rows, form.kind);
    const text = (name, label, more) => this.input(name, label, errors, Object.assign({ value: form[name], onInput: (e) => this.set(name, e.target.value), disabled: busy }, more));
    return h('div', { class: 'narrow-form' },
      h('h1', null, w('nav.report')),
      made ? h(Made, { made, another: () => this.setState({ made: null }, () => document.getElementById('r-title').focus()) }) : null,
      made ? null : h('form', {
        id: 'report', class: 'card', noValidate: true, onSubmit: (e) => this.send(e),
        onKeyDown: (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { this.send(e); } }
      },
      error ? h(Failure, { error }) : null,
      text('title', w('report.what'), { maxLength: 200, required: true, autocomplete: 'off' }),
      h('div', { class: 'pair' },
        h('div', { class: 'field' }, h('label', { for: 'r-kind' }, w('case.kind')),
          h('select', { id: 'r-kind', name: 'kind', disabled: busy, onChange: (e) => this.set('kind', e.target.value) },
            KINDS.map((kind) => h('option', { value: kind, key: kind, selected: kind === form.kind }, named('kind.', kind))))),
        h('div', { class: 'field' }, h('label', { for: 'r-category' }, w('case.category')),
          h('select', { id: 'r-category', name: 'category', disabled: busy || !categories.length, onChange: (e) => this.set('category', e.target.value) },
            h('option', { value: '', selected: !form.category }, '—'),
            categories.map((row) => h('option', { value: row.code, key: row.code, selected: row.code === form.category }, row.names[language()] || row.names.zh))))),
      text('place', w('report.where'), { maxLength: 500, autocomplete: 'off', list: 'r-places' }),
      h('datalist', { id: 'r-places' }, grids.map((grid) => h('option', { value: grid.name, key: grid.code }))),
      h('p', { class: 'small', id: 'r-found', role: 'status' }, found ? this.whereItLies(found) : ''),
      h('div', { class: 'field' }, h('label', { for: 'r-description' }, w('report.more')),
        h('textarea', { id: 'r-description', name: 'description', rows: 3, maxLength: 20000, dir: 'auto', disabled: busy, value: form.description, onInput: (e) => this.set('description', e.target.value) })),
      h('div', { class: 'pair' },
        text('name', w('report.caller'), { maxLength: 100, autocomplete: 'off' }),
        text('phone', w('report.phone'), { inputMode: 'tel', autocomplete: 'off' }),
        h('div', { class: 'field' }, h('label', { for: 'r-language' }, w('desk.language')),
          h('select', { id: 'r-language', name: 'language', disabled: busy, onChange: (e) => this.set('language', e.target.value) },
            ['zh', 'bo', 'en'].map((one) => h('option', { value: one, key: one, selected: one === form.language }, named('language.', one)))))),
      h('p', null,
        h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: form.hidden, disabled: busy, onChange: (e) => this.set('hidden', e.target.checked) }), ' ', w('report.hidden')),
        h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: form.confidential, disabled: busy, onChange: (e) => this.set('confidential', e.target.checked) }), ' ', w('report.confidential'))),
      h('button', { class: 'main', id: 'r-send', disabled: busy }, busy ? w('action.sending') : w('report.send'))));
  }

  input(name, label, errors, more) {
    const wrong = errors.filter((one) => POINTERS[name].some((pointer) => (one.pointer || '').startsWith(pointer)));
    return h('div', { class: 'field' }, h('label', { for: 'r-' + name }, label, more.required ? h('span', { class: 'bad', 'aria-hidden': 'true' }, ' *') : null),
      h('input', Object.assign({ id: 'r-' + name, name, dir: 'auto', 'aria-invalid': wrong.length ? 'true' : null, 'aria-describedby': wrong.length ? 'r-' + name + '-wrong' : null }, more)),
      wrong.length ? h('p', { class: 'bad small', id: 'r-' + name + '-wrong' }, wrong.map((one) => one.message || one.code).join(' · ')) : null);
  }

  whereItLies(found) {
    if (!found.grid) {
      return h('span', { class: 'warn' }, w('report.not-found'));
    }
    const there = found.members.filter((it) => it.onDuty);
    return [h('strong', null, found.grid.name), ' · ', found.division ? found.division.name : '', ' · ',
      there.length ? [w('report.on-duty') + ' ', there.slice(0, 3).map((it) => [h(Name, { type: 'MEMBER', code: it.code }), ' '])] : h('span', { class: 'warn' }, w('today.nobody'))];
  }
}

const POINTERS = {
  title: ['#/title'], place: ['#/location'], name: ['#/reporter/name'], phone: ['#/reporter/phone']
};

function Made({ made, another }) {
  return h('section', { class: 'card note good', id: 'made', tabIndex: -1, 'aria-labelledby': 'made-h' },
    h('h2', { id: 'made-h' }, w('report.made', made.number)),
    h('p', null, h(Kind, { kind: made.kind }), ' ', h(Status, { status: made.status }), ' ', placeName(made.location) || h('strong', { class: 'warn' }, named('rule.', made.location.rule))),
    h('p', null, made.assignee ? [w('case.assignee') + ' ', h(Name, made.assignee)] : w('report.nobody-has-it')),
    h('div', { class: 'buttons' },
      h('a', { class: 'button', id: 'made-case', href: '/desk/cases/' + made.id }, w('keys.open')),
      h('button', { type: 'button', onClick: another }, w('report.another'))));
}

// What is half written survives a closed window; nobody's phone number lies about after it is sent.
function draft() {
  try {
    return Object.assign({}, EMPTY, JSON.parse(sessionStorage.getItem(DRAFT)));
  } catch (closed) {
    return Object.assign({}, EMPTY);
  }
}

function keep(form) {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(form));
  } catch (full) {
    // The form itself still holds it.
  }
}
