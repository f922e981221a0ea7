// A form drawn from what the case says of its action. What is written is kept as it is typed, and goes to the outbox whole.
import { h, Component } from '../lib/ui.js';
import { w, named, wordFor } from '../lib/words.js';
import { announce } from '../lib/page.js';
import { keep, kept, drop, usedPhrase } from './store.js';
import { write, newKey, seen } from './outbox.js';
import { Photos } from './photo.js';
import { Phrases, isPhrase } from './phrases.js';
import { told } from './tasks.js';

export const ORDER = { handle: 1, start: 2, settle: 3, finish: 4, acknowledge: 5, note: 6, ask: 7, forward: 8, extend: 9, return: 10 };
const PHOTOS = { evidence: true, attachments: true };
const FOR_DONE = { handle: 'done', settle: 'done', finish: 'done', return: 'back', extend: 'back' };
const LONG = 300;

function shown(action) {
  return action.fields.filter(function (field) {
    return field.name !== 'by';
  });
}

// Lists of things with fields of their own are for a larger screen.
export function canDraw(action) {
  return shown(action).every(function (field) {
    return field.type !== 'array' || PHOTOS[field.name];
  });
}

// Photos go before the deed that names them; all of it is written to the phone in one go.
export function asEntries(it, action, values, photos, label) {
  const caseId = it.id;
  const body = Object.assign({}, values);
  const list = [];
  const blobs = {};
  const names = photos.map(function (blob, i) {
    const id = newKey();
    blobs[id] = blob;
    list.push({
      id: id, kind: 'photo', caseId: caseId, path: '/api/v1/cases/' + caseId + '/evidence', body: null,
      label: w('field.photo-of', i + 1, label)
    });
    return '@photo:' + id;
  });
  if (names.length) {
    const field = action.fields.filter(function (one) {
      return PHOTOS[one.name];
    })[0];
    body[field.name] = names;
  }
  list.push({
    id: newKey(), kind: 'action', action: action.name, caseId: caseId, path: '/api/v1/cases/' + caseId + '/actions/' + action.name,
    body: body, base: seen(it), label: label,
    dependsOn: list.map(function (one) {
      return one.id;
    })
  });
  return { list: list, blobs: blobs };
}

export class ActionForm extends Component {
  constructor(props) {
    super(props);
    this.state = { values: {}, photos: [], wrong: {}, failed: null, busy: false, ready: false };
    this.key = 'draft/' + props.it.id + '/' + props.name;
    this.submit = this.submit.bind(this);
  }

  async componentDidMount() {
    const draft = await kept(this.key).catch(function () {
      return null;
    });
    this.setState({ ready: true, values: draft ? draft.value.values : {}, photos: draft ? draft.value.photos : [] });
    const first = this.form && this.form.querySelector('textarea, input, select');
    if (first) {
      first.focus();
    }
  }

  // A moment after the last key, and before the page goes.
  saves(next) {
    const form = this;
    clearTimeout(this.timer);
    this.timer = setTimeout(function () {
      keep(form.key, { values: next.values || form.state.values, photos: next.photos || form.state.photos }).catch(function (failure) {
        form.setState({ failed: failure });
      });
    }, 300);
    this.setState(next);
  }

  set(name, value) {
    const values = Object.assign({}, this.state.values);
    values[name] = value;
    this.saves({ values: values });
  }

  async submit(event) {
    event.preventDefault();
    const action = this.props.action;
    const wrong = {};
    const body = {};
    const s = this.state;
    shown(action).forEach(function (field) {
      const value = PHOTOS[field.name] ? s.photos : clean(field, s.values[field.name]);
      if (field.required && (value === null || value === undefined || value === '' || value.length === 0)) {
        wrong[field.name] = true;
      } else if (!PHOTOS[field.name] && value !== null && value !== undefined && value !== '') {
        body[field.name] = value;
      }
    });
    this.setState({ wrong: wrong, failed: null });
    if (Object.keys(wrong).length) {
      announce(w('field.something-missing'));
      return;
    }
    clearTimeout(this.timer);
    this.setState({ busy: true });
    const label = named('field.action.', action.name) + ' · ' + this.props.it.title;
    const made = asEntries(this.props.it, action, body, s.photos, label);
    try {
      await write(made.list, made.blobs);
      await drop(this.key);
      const text = body.what || body.reason;
      if (FOR_DONE[action.name] && text && isPhrase(text)) {
        await usedPhrase(FOR_DONE[action.name] + ':' + text);
      }
    } catch (failure) {
      // Nothing was written: all of it is still here.
      this.setState({ busy: false, failed: failure });
      return;
    }
    announce(w('field.kept'));
    this.props.onDone();
  }

  render() {
    const form = this;
    const p = this.props;
    const s = this.state;
    const title = named('field.action.', p.name);
    if (!p.action) {
      return h('div', { class: 'card' },
        h('h2', null, title), h('p', { class: 'note warn' }, w('field.not-now')),
        Object.keys(s.values).map(function (name) {
          return h('p', { class: 'text', dir: 'auto', key: name }, String(s.values[name]));
        }),
        h('button', { type: 'button', onClick: p.onLeave }, w('field.back')));
    }
    return h('form', { class: 'card', onSubmit: this.submit, noValidate: true, id: 'action', ref: function (at) { form.form = at; } },
      h('h2', null, title),
      shown(p.action).map(function (field) {
        return form.field(field);
      }),
      s.failed ? h('p', { class: 'note bad', role: 'alert', id: 'failed' }, told(s.failed, true)) : null,
      h('div', { class: 'row' },
        h('button', { class: 'main', id: 'send', disabled: s.busy || !s.ready }, w('field.send')),
        h('button', { type: 'button', onClick: p.onLeave }, w('field.back'))));
  }

  field(field) {
    const form = this;
    const s = this.state;
    const id = 'field-' + field.name;
    const bad = s.wrong[field.name];
    const label = named('field.of.', field.name) + (field.required ? '' : ' ' + w('field.optional'));
    const hint = bad ? h('p', { class: 'bad', id: id + '-bad' }, w('field.required')) : null;
    const props = { id: id, name: field.name, 'aria-invalid': bad ? 'true' : null, 'aria-describedby': bad ? id + '-bad' : null };
    const value = s.values[field.name];
    if (PHOTOS[field.name]) {
      return h('div', { key: field.name }, h(Photos, {
        photos: s.photos, max: field.max, required: field.required,
        onChange: function (photos) { form.saves({ photos: photos }); }
      }), hint);
    }
    if (field.type === 'object') {
      return h('fieldset', { key: field.name }, h('legend', null, label), (field.fields || []).map(function (inner) {
        const held = value || {};
        return h('label', { key: inner.name }, named('field.of.', inner.name), ' ',
          simple(inner, { id: id + '-' + inner.name }, held[inner.name], function (next) {
            const copy = Object.assign({}, held);
            copy[inner.name] = next;
            form.set(field.name, copy);
          }));
      }), hint);
    }
    return h('div', { key: field.name },
      h('label', { for: id }, label),
      simple(field, props, value, function (next) { form.set(field.name, next); }),
      hint,
      field.max > LONG && FOR_DONE[this.props.name] ? h(Phrases, {
        purpose: FOR_DONE[this.props.name],
        onPick: function (text) {
          form.set(field.name, value ? value.replace(/\s+$/, '') + ' ' + text : text);
        }
      }) : null);
  }
}

function simple(field, props, value, set) {
  function typed(event) {
    set(event.target.value);
  }
  if (field.values) {
    return h('select', Object.assign({ onChange: typed, value: value || '' }, props),
      h('option', { value: '' }, '—'), field.values.map(function (one) {
        return h('option', { key: one, value: one }, wordFor('field.value.', one) || one);
      }));
  }
  if (field.type === 'boolean') {
    return h('input', Object.assign({ type: 'checkbox', checked: !!value, onChange: function (event) {
      set(event.target.checked);
    } }, props));
  }
  if (field.type === 'integer' || field.type === 'number') {
    return h('input', Object.assign({
      type: 'number', min: field.min, max: field.max, step: field.type === 'integer' ? 1 : 'any', value: value === undefined ? '' : value, onInput: typed
    }, props));
  }
  if (field.name === 'answerBy') {
    return h('input', Object.assign({ type: 'date', value: value || '', onInput: typed }, props));
  }
  if (field.max && field.max <= LONG || field.name === 'phone') {
    return h('input', Object.assign({ type: field.name === 'phone' ? 'tel' : 'text', maxLength: field.max, value: value || '', onInput: typed }, props));
  }
  return h('textarea', Object.assign({ rows: 3, maxLength: field.max, dir: 'auto', value: value || '', onInput: typed }, props));
}

function clean(field, value) {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  if (field.type === 'integer' || field.type === 'number') {
    return Number(value);
  }
  if (field.type === 'object') {
    const copy = {};
    Object.keys(value).forEach(function (name) {
      if (value[name] !== '' && value[name] !== null) {
        copy[name] = value[name];
      }
    });
    return Object.keys(copy).length ? copy : null;
  }
  return typeof value === 'string' ? value.trim() : value;
}
