// What this caller may do to a case now, as the case itself says it: each with its form, and a letter.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { announce } from '../lib/page.js';
import { newKey, post, request } from '../lib/api.js';
import { lasting, read } from './session.js';
import { why, isTyping, Status } from './parts.js';
import { CHOICES, Field } from './fields.js';
import { CasePicker } from './casepick.js';

// What is done most comes first, and has its own initial.
const ORDER = ['accept', 'dispatch', 'handle', 'verify', 'close', 'settle', 'start', 'reply', 'note', 'redispatch', 'return', 'recall', 'supervise', 'acknowledge'];
const HIDDEN = new Set(['by']);

export function letters(actions) {
  const taken = new Set(['j', 'k', 'x', 'u']);
  const found = new Map();
  for (const { name } of sorted(actions)) {
    const letter = [...name.replace(/[^a-z]/g, ''), ...'abcdefghijklmnopqrstuvwxyz'].find((one) => !taken.has(one));
    if (letter) {
      taken.add(letter);
      found.set(name, letter);
    }
  }
  return found;
}

export function sorted(actions) {
  const place = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [...actions].sort((a, b) => place(a.name) - place(b.name));
}

export class Actions extends Component {
  constructor(props) {
    super(props);
    this.state = { open: null };
    this.key = (event) => {
      if (isTyping(event) || event.defaultPrevented) {
        return;
      }
      if (event.key === 'u') {
        history.back();
        return;
      }
      const found = [...letters(this.props.it.actions)].find(([, letter]) => letter === event.key);
      if (found) {
        event.preventDefault();
        this.setState({ open: found[0] });
      }
    };
  }

  componentDidMount() {
    document.addEventListener('keydown', this.key);
  }

  componentWillUnmount() {
    document.removeEventListener('keydown', this.key);
  }

  close() {
    const name = this.state.open;
    this.setState({ open: null }, () => document.getElementById('do-' + name)?.focus());
  }

  render({ it, etag, address, changed, again }, { open }) {
    const known = letters(it.actions);
    const opened = it.actions.find((one) => one.name === open);
    return h('section', { class: 'card unprinted', 'aria-labelledby': 'h-actions', id: 'actions' },
      h('h2', { id: 'h-actions' }, w('case.actions')),
      it.actions.length ? null : h('p', { class: 'soft' }, w('case.no-actions')),
      open ? h(ActionForm, {
        key: open, name: open, action: opened, it, etag, address,
        close: () => this.close(),
        done: (body, tag) => { this.setState({ open: null }); announce(w('action.done', named('action.', open))); changed(body, tag); document.getElementById('main').focus(); },
        again
      }) : h('div', { class: 'buttons' }, sorted(it.actions).map((one, n) => h('button', {
        type: 'button', id: 'do-' + one.name, key: one.name, class: n === 0 ? 'main' : '', onClick: () => this.setState({ open: one.name })
      }, named('action.', one.name), known.has(one.name) ? [' ', h('kbd', null, known.get(one.name))] : null))));
  }
}

class ActionForm extends Component {
  constructor(props) {
    super(props);
    this.key = newKey();
    this.state = { values: {}, files: {}, choices: {}, errors: [], error: null, stale: null, busy: false };
  }

  componentDidMount() {
    this.focus();
    (this.props.action?.fields ?? []).forEach((field) => this.choose(field));
  }

  focus() {
    document.querySelector('#action-form select, #action-form textarea, #action-form input, #action-form button')?.focus();
  }

  async choose(field) {
    const of = field.type === 'string' && !field.values && CHOICES[field.name];
    if (!of) {
      return;
    }
    try {
      const { body } = await read(of.address, of.query(this.props.it));
      this.setState((state) => ({ choices: Object.assign({}, state.choices, { [field.name]: of.of(body, this.props.it) }) }), () => {
        // A list took the place of the field that had the focus.
        if (document.activeElement === document.body) {
          this.focus();
        }
      });
    } catch (failure) {
      // It can be written instead.
    }
  }

  async send(event, anyVersion) {
    event?.preventDefault();
    const { it, etag, action, address } = this.props;
    this.setState({ busy: true, errors: [], error: null, stale: null });
    try {
      const json = Object.assign({}, this.state.values);
      for (const name of Object.keys(this.state.files)) {
        json[name] = (json[name] ?? []).concat(await this.photos(this.state.files[name]));
      }
      const answer = await lasting(() => post(action.href, json, {
        key: this.key, ifMatch: anyVersion ? undefined : etag, resource: address
      }));
      this.props.done(answer.body, answer.etag);
    } catch (error) {
      // Under a key only the same is sent again: what is changed now is another request.
      if (error.kind === 'problem' || error.kind === 'conflict') {
        this.key = newKey();
      }
      const stale = error.kind === 'conflict' && error.current ? error.current.body : null;
      this.setState({ busy: false, errors: error.errors || [], error, stale: stale && stale.version !== it.version ? stale : null });
      announce(why(error));
      setTimeout(() => document.querySelector('#action-form [aria-invalid=true]')?.focus(), 30);
    }
  }

  async photos(files) {
    const ids = [];
    for (const file of files) {
      const { body } = await lasting(() => request('POST', this.props.address + '/evidence', { body: file, type: file.type || 'image/jpeg', patience: 60000 }));
      ids.push(body.id);
    }
    return ids;
  }

  render({ name, action, it, close, again }, { values, files, choices, errors, error, stale, busy }) {
    if (!action) {
      return h('div', { role: 'alert' }, h('p', null, w('action.gone', named('action.', name))), h('button', { type: 'button', onClick: close }, w('keys.close')));
    }
    const fields = action.fields.filter((field) => !HIDDEN.has(field.name))
      .map((field) => (name === 'merge' && field.name === 'into' ? Object.assign({ control: CasePicker }, field) : field));
    const loose = errors.filter((one) => !fields.some((field) => (one.pointer || '').startsWith('#/' + field.name)));
    return h('form', {
      id: 'action-form', noValidate: true, 'aria-labelledby': 'h-form', onSubmit: (e) => this.send(e),
      onKeyDown: (e) => { if (e.key === 'Escape') { e.stopPropagation(); close(); } if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { this.send(e); } }
    },
    h('h3', { id: 'h-form' }, named('action.', name)),
    stale ? h(Stale, { mine: it, now: stale, busy, send: () => this.send(null, true), look: again }) : null,
    error && !stale ? h('p', { class: 'note bad', role: 'alert', id: 'action-error' }, why(error), loose.map((one) => ' ' + (one.message || one.code)).join('')) : null,
    fields.map((field) => h(Field, {
      key: field.name, field, at: '', errors, value: values[field.name], choices: choices[field.name], files: files[field.name], disabled: busy,
      condition: field.requiredWhen && String(values[field.requiredWhen.field]) === field.requiredWhen.is,
      set: (value) => this.setState((state) => {
        const next = Object.assign({}, state.values);
        if (value === undefined) {
          delete next[field.name];
        } else {
          next[field.name] = value;
        }
        return { values: next };
      }),
      setFiles: (of, chosen) => this.setState((state) => ({ files: Object.assign({}, state.files, { [of]: chosen }) }))
    })),
    name === 'split' ? h(Parts, { it, children: values.children || [{}] }) : null,
    h('div', { class: 'buttons' },
      h('button', { class: 'main', id: 'send', disabled: busy }, busy ? w('action.sending') : w('action.send')),
      h('button', { type: 'button', onClick: close, disabled: busy }, w('action.cancel'))));
  }
}

// Somebody else was quicker: what is different now, and whether it is still meant.
function Stale({ mine, now, send, look, busy }) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  return h('div', { class: 'note warn', role: 'alert', id: 'stale' },
    h('p', null, w('action.stale')),
    h('p', null, h(Status, { status: mine.status }), ' → ', h(Status, { status: now.status }),
      same(mine.assignee, now.assignee) ? '' : ' · ' + w('case.assignee') + ' ' + (now.assignee ? now.assignee.code : '—'),
      same(mine.tier, now.tier) ? '' : ' · ' + named('tier.', now.tier)),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', disabled: busy, onClick: look }, w('action.look')),
      h('button', { type: 'button', disabled: busy, onClick: send }, w('action.anyway'))));
}

// What a split will leave behind, while it is being written.
function Parts({ it, children }) {
  return h('div', { class: 'note warn', id: 'split-preview' },
    h('p', null, w('action.split-means', it.number, children.length)),
    h('ol', null, children.map((one, n) => h('li', { key: n }, one.kind ? named('kind.', one.kind) : '—', ' · ', h('bdi', null, one.title || '—')))));
}
