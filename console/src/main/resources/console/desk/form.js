// A form that is one request: what is wrong stands at its field, and who was quicker is said. What is meant seriously
// is asked once more before it is sent.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { announce } from '../lib/page.js';
import { newKey } from '../lib/api.js';
import { lasting } from './session.js';
import { why } from './parts.js';
import { Field } from './fields.js';

// fields as the API describes those of an action, and label, control, choices; values to begin with;
// send(values, key) asks the API; done(answer) has what it answered; look reads anew what somebody else has changed.
export class Form extends Component {
  constructor(props) {
    super(props);
    this.key = newKey();
    this.state = { values: Object.assign({}, props.values), errors: [], error: null, busy: false };
  }

  componentDidMount() {
    if (this.props.focused) {
      document.querySelector('#' + this.props.id + ' input, #' + this.props.id + ' select, #' + this.props.id + ' textarea, #' + this.props.id + ' button')?.focus();
    }
  }

  set(name, value) {
    this.setState((state) => {
      const values = Object.assign({}, state.values);
      if (value === undefined) {
        delete values[name];
      } else {
        values[name] = value;
      }
      return { values };
    });
  }

  async send(event) {
    event.preventDefault();
    if (this.state.busy) {
      return;
    }
    const { id, send, done } = this.props;
    this.setState({ busy: true, errors: [], error: null });
    try {
      const answer = await lasting(() => send(this.state.values, this.key));
      this.key = newKey();
      this.setState({ busy: false });
      done(answer);
    } catch (error) {
      // Under a key only the same is sent again.
      if (error.kind === 'problem' || error.kind === 'conflict') {
        this.key = newKey();
      }
      const errors = (error.errors || []).map((one) => (one.parameter ? Object.assign({ pointer: '#/' + one.parameter }, one) : one));
      this.setState({ busy: false, error, errors }, () => document.querySelector('#' + id + ' [aria-invalid=true]')?.focus());
      announce(why(error));
    }
  }

  render({ id, title, fields, button, cancel, look, children, danger }, { values, errors, error, busy }) {
    const loose = errors.filter((one) => !fields.some((field) => (one.pointer || '').startsWith('#/' + field.name)));
    return h('form', {
      id, noValidate: true, 'aria-labelledby': title ? id + '-title' : null, onSubmit: (e) => this.send(e),
      onKeyDown: (e) => {
        if (e.key === 'Escape' && cancel) {
          e.stopPropagation();
          cancel();
        } else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
          this.send(e);
        }
      }
    },
    title ? h('h3', { id: id + '-title' }, title) : null,
    children,
    error ? h('div', { class: 'note bad', role: 'alert', id: id + '-error' },
      h('p', null, error.kind === 'conflict' && error.status === 412 ? w('form.stale') : said(error), loose.map((one) => ' ' + (one.message || one.code)).join('')),
      error.kind === 'conflict' && look ? h('button', { type: 'button', onClick: look }, w('action.look')) : null) : null,
    fields.map((field) => h(Field, {
      key: field.name, field, at: '', errors, value: values[field.name], choices: field.choices, disabled: busy,
      set: (value) => this.set(field.name, value)
    })),
    h('div', { class: 'buttons' },
      h('button', { class: danger ? '' : 'main', id: id + '-send', disabled: busy }, busy ? w('action.sending') : button),
      cancel ? h('button', { type: 'button', disabled: busy, onClick: cancel }, w('action.cancel')) : null));
  }
}

// Of what is refused to somebody the API says who may.
function said(error) {
  return error.status === 403 && error.detail ? [error.title, error.detail].filter(Boolean).join(' — ') : why(error);
}

// A button whose deed is asked once more, with what comes of it.
export class Asked extends Component {
  constructor(props) {
    super(props);
    this.state = { open: false };
  }

  close() {
    this.setState({ open: false }, () => document.getElementById(this.props.id)?.focus());
  }

  render({ id, text, means, send, done, look, fields, disabled }, { open }) {
    return open
      ? h('div', { class: 'note warn' }, h(Form, {
        id: id + '-form', title: text, fields: fields || [], focused: true, button: text, danger: true, send, look, cancel: () => this.close(),
        done: (answer) => { this.setState({ open: false }); announce(w('action.done', text)); done(answer); }
      }, h('p', null, means)))
      : h('button', { type: 'button', id, disabled, onClick: () => this.setState({ open: true }) }, text);
  }
}
