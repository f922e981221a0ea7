// A form as the API describes it: one field for each, by its type.
import { h } from '../lib/ui.js';
import { w, named, wordFor, language } from '../lib/words.js';

const LONG = new Set(['reason', 'what', 'text', 'question', 'description', 'comment', 'outcome', 'resumeWhen', 'source']);
const TIME = new Set(['answerBy']);
const PHOTOS = new Set(['evidence', 'attachments']);

// The county's own words for codes: what may be said is a list of the directory's or the rules'.
export const CHOICES = {
  unit: { address: '/api/v1/units', query: () => ({ limit: 200 }), of: (body) => body.items.map((it) => [it.code, it.name]) },
  // Of the township where it lies, where that is known: a county has more than a list holds.
  member: { address: '/api/v1/members', query: (it) => ({ limit: 200, within: (it.location.divisionCode || '').slice(0, 9) }), of: (body) => body.items.map((it) => [it.code, it.name + ' ' + it.code]) },
  category: {
    address: '/api/v1/rules/kinds', query: () => ({}),
    of: (body, it) => below(body.body.rows, it.kind).map((row) => [row.code, row.names[language()] || row.names.zh])
  },
  scale: dictionary('scale'), grade: dictionary('grade'), nature: dictionary('nature')
};

function dictionary(code) {
  return {
    address: '/api/v1/rules/dictionaries', query: () => ({}),
    of: (body) => {
      const found = body.body.dictionaries.find((it) => it.name === code);
      return found ? found.entries.map((it) => [it.code, it.names[language()] || it.names.zh]) : [];
    }
  };
}

// Categories of a kind, each after the one that it is part of.
export function below(rows, kind) {
  const of = (parent) => rows.filter((row) => (parent ? row.parent === parent : row.kind === kind))
    .flatMap((row) => [row, ...of(row.code)]);
  return of(null);
}

export function labelOf(name) {
  return named('field.', name);
}

// errors: what the API said, by pointer; choices: [[code, name]…] where it is one of a list. A field of a page's own
// form may bring its label, and what it is written into (control).
export function Field({ field, value, set, at, errors, choices, files, setFiles, condition, disabled }) {
  const pointer = at + '/' + field.name;
  const id = 'a' + pointer.replace(/[^\w]/g, '-');
  const wrong = errors.filter((one) => one.pointer === '#' + pointer || (one.pointer || '').startsWith('#' + pointer + '/') && !field.fields);
  const required = field.required || condition;
  const label = [field.label ?? labelOf(field.name), required ? h('span', { class: 'bad', 'aria-hidden': 'true' }, ' *') : null,
    field.oneOf ? h('span', { class: 'soft small' }, ' ' + w('field.one-of', field.oneOf.map(labelOf).join(' / '))) : null];
  const told = wrong.length ? h('p', { class: 'bad small', id: id + '-wrong' }, wrong.map((one) => one.message || one.code).join(' · ')) : null;
  const common = {
    id, name: field.name, disabled, 'aria-invalid': wrong.length ? 'true' : null, 'aria-required': required ? 'true' : null,
    'aria-describedby': wrong.length ? id + '-wrong' : null
  };
  if (field.type === 'object') {
    return h('fieldset', null, h('legend', null, label), field.fields.map((one) => h(Field, {
      key: one.name, field: one, value: (value ?? {})[one.name], at: pointer, errors, disabled,
      set: (said) => set(Object.assign({}, value, { [one.name]: said }))
    })), told);
  }
  if (field.type === 'array' && field.fields) {
    const rows = value ?? [{}];
    return h('fieldset', null, h('legend', null, label),
      rows.map((row, n) => h('div', { class: 'nested', key: n }, field.fields.map((one) => h(Field, {
        key: one.name, field: one, value: row[one.name], at: pointer + '/' + n, errors, disabled,
        set: (said) => set(rows.map((other, m) => (m === n ? Object.assign({}, other, { [one.name]: said }) : other)))
      })))),
      rows.length < (field.max || 20) ? h('button', { type: 'button', onClick: () => set(rows.concat({})) }, w('field.another')) : null, told);
  }
  if (field.type === 'set') {
    const chosen = value ?? [];
    return h('fieldset', { id, 'aria-describedby': common['aria-describedby'] }, h('legend', null, label),
      choices.map(([code, name], n) => h('label', { class: 'check', key: code }, h('input', {
        type: 'checkbox', checked: chosen.includes(code), disabled, 'aria-invalid': wrong.length && !n ? 'true' : null,
        onChange: (e) => set(choices.map(([one]) => one).filter((one) => (one === code ? e.target.checked : chosen.includes(one))))
      }), ' ', name)),
      field.hint ? h('p', { class: 'soft small' }, field.hint) : null, told);
  }
  if (field.type === 'array') {
    return h('div', { class: 'field' },
      PHOTOS.has(field.name) ? [h('label', { for: id + '-photo' }, label, ' ', w('field.photos')),
        h('input', { id: id + '-photo', type: 'file', accept: 'image/*', multiple: true, disabled, onChange: (e) => setFiles(field.name, [...e.target.files]) }),
        files?.length ? h('p', { class: 'small' }, w('field.chosen', files.length)) : null] : null,
      h('label', { for: id }, PHOTOS.has(field.name) ? w('field.references') : label),
      h('textarea', Object.assign({ rows: 2, value: (value ?? []).join('\n'), onInput: (e) => set(e.target.value.split('\n').filter((line) => line.trim())) }, common)),
      field.hint ? h('p', { class: 'soft small' }, field.hint) : null, told);
  }
  return h('div', { class: 'field' }, h('label', { for: id }, label),
    field.control ? h(field.control, { value, set, common }) : control(field, value, set, common, choices),
    field.hint ? h('p', { class: 'soft small' }, field.hint) : null, told);
}

function control(field, value, set, common, choices) {
  if (field.type === 'boolean') {
    return h('select', Object.assign({ onChange: (e) => set(e.target.value === '' ? undefined : e.target.value === 'true') }, common),
      h('option', { value: '', selected: value === undefined }, '—'),
      h('option', { value: 'true', selected: value === true }, w('yes.true')),
      h('option', { value: 'false', selected: value === false }, w('yes.false')));
  }
  const list = field.values ? field.values.map((one) => [one, valueName(field.name, one)]) : choices;
  if (list?.length) {
    return h('select', Object.assign({ onChange: (e) => set(e.target.value || undefined) }, common),
      h('option', { value: '', selected: !value }, '—'),
      list.map(([code, name]) => h('option', { value: code, key: code, selected: value === code }, name)));
  }
  if (field.type === 'integer' || field.type === 'number') {
    return h('input', Object.assign({
      type: 'number', min: field.min, max: field.max, step: field.type === 'integer' ? 1 : 0.01, value: value ?? '',
      onInput: (e) => set(e.target.value === '' ? undefined : Number(e.target.value))
    }, common));
  }
  if (field.type === 'time') {
    return h('input', Object.assign({ type: 'datetime-local', value: value ?? '', onInput: (e) => set(e.target.value || undefined) }, common));
  }
  if (TIME.has(field.name)) {
    return h('input', Object.assign({ type: 'date', value: value ?? '', onInput: (e) => set(e.target.value || undefined) }, common));
  }
  if (LONG.has(field.name)) {
    return h('textarea', Object.assign({ rows: 3, maxLength: field.max, dir: 'auto', value: value ?? '', onInput: (e) => set(e.target.value || undefined) }, common));
  }
  return h('input', Object.assign({ maxLength: field.max, dir: 'auto', value: value ?? '', onInput: (e) => set(e.target.value || undefined) }, common));
}

function valueName(field, value) {
  return wordFor('kind.', value) ?? wordFor('tier.', value) ?? wordFor('rung.', value) ?? wordFor('cause.', value) ?? wordFor('language.', value) ?? value;
}
