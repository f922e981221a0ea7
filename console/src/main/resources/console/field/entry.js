// One thing that was written: whether it is sent, what keeps it, and what its writer can do about that.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, duration } from '../lib/format.js';
import { keep } from './store.js';
import { entries, whyNot } from './entries.js';
import { retry, replace, discard, dependents, offers, seen, isReady, photoOf } from './outbox.js';
import { goes, go } from './pages.js';

// The words of a body that a person wrote.
function written(entry) {
  const body = entry.body || {};
  return ['title', 'description', 'what', 'reason', 'text', 'question'].map(function (name) {
    return body[name];
  }).concat(body.finding ? [body.finding.title, body.finding.description] : []).filter(Boolean);
}

function why(entry, all) {
  if (entry.state === 'sending' && !whyNot()) {
    return w('field.sending');
  }
  if (entry.state === 'waiting' && !isReady(entry, all)) {
    return w('field.why-behind');
  }
  const trouble = whyNot() || entry.why;
  if (trouble === 'signed-out') {
    return w('field.why-signed-out');
  }
  if (trouble === 'busy') {
    return w('field.why-busy');
  }
  return trouble === 'network' || navigator.onLine === false ? w('field.why-network') : w('field.why-soon');
}

// props: entry, within (whether it stands on its case's own page)
export class Entry extends Component {
  constructor(props) {
    super(props);
    this.state = { all: [] };
  }

  async look() {
    const all = await entries();
    if (!this.away) {
      this.setState({ all: all });
    }
  }

  componentDidMount() {
    this.look();
  }

  componentDidUpdate(before) {
    if (before.entry !== this.props.entry) {
      this.look();
    }
  }

  componentWillUnmount() {
    this.away = true;
  }

  give() {
    const e = this.props.entry;
    const others = dependents(this.state.all, e.id).length;
    if (confirm(others ? w('field.discard-all', others) : w('field.discard-sure'))) {
      discard(e.id);
    }
  }

  // Back into the form it came from, words and photos; it goes anew from there.
  async edit() {
    const e = this.props.entry;
    const photos = [];
    const body = Object.assign({}, e.body);
    const names = body.evidence || body.attachments || [];
    const before = this.state.all;
    const used = [];
    for (let i = 0; i < names.length; i++) {
      const id = String(names[i]).replace('@photo:', '');
      const blob = await photoOf(id);
      if (blob) {
        photos.push(blob);
        used.push(id);
      }
    }
    delete body.evidence;
    delete body.attachments;
    await keep('draft/' + e.caseId + '/' + e.action, { values: body, photos: photos });
    for (let i = 0; i < used.length; i++) {
      if (before.some(function (one) { return one.id === used[i]; })) {
        await discard(used[i]);
      }
    }
    await discard(e.id);
    go('/field/cases/' + e.caseId + '?do=' + e.action);
  }

  asNote() {
    const e = this.props.entry;
    replace(e.id, {
      kind: 'action', action: 'note', path: '/api/v1/cases/' + e.caseId + '/actions/note',
      body: { text: written(e).join('\n') }, base: seen(e.current), seen: e.current.version,
      label: named('field.action.', 'note') + ' · ' + (e.current.title || '')
    });
  }

  render() {
    const page = this;
    const e = this.props.entry;
    const texts = written(e);
    const stuck = e.state === 'refused' || e.state === 'conflict';
    const open = e.caseId && e.caseId.indexOf('@') < 0 ? '/field/cases/' + e.caseId : null;
    return h('section', { class: stuck ? 'card entry stuck' : 'card entry', 'data-entry': e.id, 'data-state': e.state },
      h('h2', null, this.props.within || !open ? h('bdi', null, e.label)
        : h('a', { href: open, onClick: goes }, h('bdi', null, e.label))),
      h('p', { class: 'small soft' }, w('field.written-at', dateTime(new Date(e.writtenAt + (e.offset || 0)).toISOString())),
        e.offset ? ' ' + (e.offset > 0 ? w('field.clock-then-behind', duration(e.offset)) : w('field.clock-then-ahead', duration(e.offset))) : null),
      e.state === 'done' ? h('p', { class: 'good' }, w('field.sent-at', dateTime(new Date(e.doneAt).toISOString())),
        e.result && e.result.number ? ' · ' + e.result.number : null)
        : stuck ? null : h('p', { class: 'why' }, why(e, this.state.all)),
      stuck || !this.props.within ? texts.map(function (text, i) {
        return h('p', { class: 'text', dir: 'auto', key: i }, stuck && i === 0 ? [h('strong', { key: 'm' }, w('field.yours')), ' '] : null, text);
      }) : null,
      e.problem ? h('div', { class: 'note bad', role: 'status' },
        h('strong', null, e.problem.title || String(e.problem.status)),
        e.problem.detail ? h('p', { dir: 'auto' }, e.problem.detail) : null,
        e.problem.errors.filter(function (one) {
          return one && one !== e.problem.detail;
        }).map(function (one, i) {
          return h('p', { key: i, dir: 'auto' }, one);
        })) : null,
      e.state === 'conflict' && e.current ? theirs(e) : null,
      h('div', { class: 'row' }, this.choices(e, stuck, page)));
  }

  choices(e, stuck, page) {
    const found = [];
    if (e.state === 'done') {
      return found;
    }
    if (stuck && e.kind === 'action') {
      if (e.state === 'conflict' && e.current && offers(e.current, e.action)) {
        found.push(h('button', { type: 'button', class: 'main', key: 'on', onClick: function () {
          retry(e.id, { seen: e.current.version, base: seen(e.current) });
        } }, w('field.send-anyway')));
      }
      if (e.state === 'conflict' && e.current && e.action !== 'note' && offers(e.current, 'note') && written(e).length) {
        found.push(h('button', { type: 'button', key: 'note', onClick: function () { page.asNote(); } }, w('field.as-note')));
      }
      if (e.caseId.indexOf('@') < 0) {
        found.push(h('button', { type: 'button', key: 'edit', onClick: function () { page.edit(); } }, w('field.edit')));
      }
    }
    if (e.state === 'refused' || e.state === 'conflict' && e.kind !== 'action') {
      found.push(h('button', { type: 'button', key: 'again', onClick: function () { retry(e.id, {}); } }, w('field.try-again')));
    }
    if (e.state !== 'sending') {
      found.push(h('button', { type: 'button', key: 'drop', onClick: function () { page.give(); } }, w('field.discard')));
    }
    return found;
  }
}

function theirs(e) {
  const c = e.current;
  return h('div', { class: 'note warn theirs' },
    h('strong', null, w('field.now')),
    h('p', null, named('field.status.', c.status), e.base && e.base.status !== c.status
      ? ' ' + w('field.was', named('field.status.', e.base.status)) : null),
    c.assignee && e.base && JSON.stringify(c.assignee) !== JSON.stringify(e.base.assignee)
      ? h('p', null, w('field.has-it-now', c.assignee.code)) : null,
    c.result && c.result.what ? h('p', { dir: 'auto' }, c.result.what) : null,
    (c.amendments || []).map(function (one, i) {
      return one.description ? h('p', { dir: 'auto', key: i }, one.description) : null;
    }));
}

