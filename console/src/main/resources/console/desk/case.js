// One case: what, where, who, how long it may take, all that happened, and what whoever looks may do now.
import { h, Component } from '../lib/ui.js';
import { w, named, language } from '../lib/words.js';
import { dateTime, ago } from '../lib/format.js';
import { read } from './session.js';
import { Due, Failure, Kind, Status, Text } from './parts.js';
import { Name, placeName } from './names.js';
import { ClockBar } from './clock.js';
import { Timeline } from './timeline.js';
import { Alerts } from './alerts.js';
import { Actions } from './actions.js';

export class CasePage extends Component {
  constructor(props) {
    super(props);
    this.state = { it: null, etag: null, error: null, clock: null, facts: null, more: null, now: Date.now(), at: null, rounds: 0 };
  }

  componentDidMount() {
    this.address = '/api/v1/cases/' + encodeURIComponent(this.props.id);
    this.ask();
    this.unlisten = this.props.live.onCase(this.props.id, (said) => {
      if (!this.state.it || said.version !== this.state.it.version) {
        this.ask();
      }
    });
    this.clock = setInterval(() => this.setState({ now: Date.now() }), 10000);
  }

  componentWillUnmount() {
    this.unlisten();
    clearInterval(this.clock);
  }

  async ask() {
    try {
      const { body, etag } = await read(this.address);
      this.show(body, etag);
    } catch (error) {
      this.setState({ error });
    }
  }

  // What an action answers is shown at once; what it led to is asked for.
  show(it, etag) {
    this.setState({ it, etag, error: null, at: Date.now(), now: Date.now(), rounds: this.state.rounds + 1 });
    this.part('clock', read(this.address + '/clock').then((answer) => answer.body));
    this.part('facts', this.story());
  }

  async part(name, wanted) {
    try {
      this.setState({ [name]: await wanted });
    } catch (error) {
      this.setState({ [name]: { failed: error } });
    }
  }

  // All of it, up to a length that nobody reads.
  async story() {
    let items = [];
    let cursor = null;
    do {
      const { body } = await read(this.address + '/timeline', { limit: 200, cursor });
      items = items.concat(body.items);
      cursor = body.next;
    } while (cursor && items.length < 1000);
    return items;
  }

  render({ me, id }, { it, etag, error, clock, facts, now, at, rounds }) {
    if (!it) {
      return error ? h(Failure, { error, again: () => this.ask() }) : h('p', { class: 'boot' }, w('page.loading'));
    }
    return h('article', { class: 'case', 'aria-labelledby': 'title' },
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      h('header', null,
        h('p', { class: 'small soft' }, h('span', { id: 'number' }, it.number), ' · ', h(Kind, { kind: it.kind }), ' · ', named('tier.', it.tier || 'NONE'),
          it.confidential ? h('strong', { class: 'warn' }, ' · ' + w('case.confidential')) : null),
        h('h1', { id: 'title', dir: 'auto' }, it.title || w('case.forgotten')),
        h('p', null, h('span', { id: 'status' }, h(Status, { status: it.status })), ' ', h(Due, { at: it.deadlines.dueAt, now }),
          it.supervision ? h('strong', { class: 'bad' }, ' ' + named('rung.', it.supervision.rung)) : null,
          it.round > 1 ? ' ' + w('case.round', it.round) : '',
          it.rework ? ' ' + w('case.rework', it.rework) : '')),
      h('div', { class: 'columns' },
        h('div', null,
          h(What, { it }),
          h('section', { class: 'card', 'aria-labelledby': 'h-clock' },
            h('h2', { id: 'h-clock' }, w('case.clock')),
            clock ? (clock.failed ? h(Failure, { error: clock.failed }) : h(ClockBar, { clock, now })) : null),
          h('section', { class: 'card', 'aria-labelledby': 'h-story' },
            h('h2', { id: 'h-story' }, w('case.story')),
            facts ? (facts.failed ? h(Failure, { error: facts.failed }) : h(Timeline, { facts, now })) : null),
          h(Alerts, { id, rounds })),
        h('div', { class: 'side' },
          h(Actions, { it, etag, address: this.address, me, changed: (body, tag) => this.show(body, tag), again: () => this.ask() }),
          h(Related, { it }),
          h('section', { class: 'card code', 'aria-labelledby': 'h-code' },
            h('h2', { id: 'h-code' }, w('case.code')),
            it.confidential ? h('p', null, w('case.no-page')) : h('a', { href: '/c/' + it.code + '?lang=' + language(), target: '_blank', rel: 'noopener' },
              h('img', { src: '/c/' + it.code + '/qr.svg', alt: w('case.code-alt'), width: 120, height: 120 }))))),
      h('p', { class: 'small soft unprinted' }, w('today.as-of', ago(at, now)), ' ',
        h('button', { type: 'button', class: 'plain', onClick: () => window.print() }, w('case.print'))));
  }
}

// A word of the county's, as it was when it was said.
function term(word) {
  return word && (word.names[language()] || word.names.zh);
}

function What({ it }) {
  const place = it.location;
  const row = (label, value) => (value === null || value === undefined || value === '' ? null : [h('dt', null, label), h('dd', null, value)]);
  return h('section', { class: 'card', 'aria-labelledby': 'h-what' },
    h('h2', { id: 'h-what' }, w('case.what')),
    it.description ? h(Text, { text: it.description }) : null,
    h('dl', { class: 'pairs' },
      row(w('case.where'), [placeName(place), place.address ? h('span', { dir: 'auto' }, ' ' + place.address) : null,
        h('span', { class: 'soft small' }, ' ' + named('rule.', place.rule)),
        place.lng !== null ? h('span', { class: 'soft small' }, ' ' + place.lng.toFixed(5) + ', ' + place.lat.toFixed(5)) : null]),
      row(w('case.assignee'), it.assignee ? h('span', { id: 'assignee' }, h(Name, it.assignee)) : '—'),
      row(w('case.category'), it.category),
      row(w('field.scale'), term(it.scale)),
      row(w('field.grade'), term(it.grade)),
      row(w('field.nature'), term(it.nature)),
      row(w('field.people'), it.people),
      row(w('field.amount'), it.amount),
      row(w('case.channel'), it.channel),
      row(w('case.reported'), dateTime(it.reportedAt)),
      row(w('case.occurred'), it.occurredAt && dateTime(it.occurredAt)),
      row(w('case.reference'), it.externalRef),
      row(w('case.suspended'), it.suspended && dateTime(it.suspended.until) + (it.suspended.reason ? ' · ' + it.suspended.reason : '')),
      row(w('case.result'), it.result && it.result.what),
      row(w('case.replied'), it.result && it.result.replied && it.result.replied.text),
      row(w('case.rating'), it.rating && '★'.repeat(it.rating.score) + (it.rating.comment ? ' ' + it.rating.comment : ''))),
    it.amendments.map((one) => h('div', { key: one.at }, h('p', { class: 'small soft' }, w('fact.amended') + ' ' + dateTime(one.at)),
      one.description ? h(Text, { text: one.description }) : null, one.address ? h(Text, { text: one.address }) : null, h(Photos, { photos: one.attachments }))),
    h(Photos, { photos: it.attachments, label: w('case.attachments') }),
    h(Photos, { photos: it.evidence, label: w('case.evidence') }),
    it.questions.map((one) => h('div', { class: 'question', key: one.id },
      h('p', { class: 'small soft' }, named('asked.', one.to), ' · ', named('question.', one.status), ' · ', dateTime(one.answerBy)),
      h(Text, { text: one.text }), one.answer ? h(Text, { text: '→ ' + one.answer }) : null)));
}

function Photos({ photos, label }) {
  if (!photos.length) {
    return null;
  }
  return h('div', { class: 'photos' }, label ? h('h3', null, label) : null,
    photos.map((one, n) => (one.href && one.href.startsWith('/api/')
      ? h('a', { href: one.href, target: '_blank', key: one.id }, h('img', { src: one.href, alt: w('case.photo', n + 1), loading: 'lazy' }))
      : h('p', { key: one.id, dir: 'auto' }, one.href ? h('a', { href: one.href, rel: 'noopener noreferrer', target: '_blank' }, one.id) : one.id))));
}

function Related({ it }) {
  const one = (label, other, more) => h('li', { key: other.id }, label + ' ', h('a', { href: '/desk/cases/' + other.id }, other.number || other.id), more ? ' ' + more : '');
  const all = [
    it.mergedInto ? one(w('case.merged-into'), it.mergedInto) : null,
    ...it.merged.map((other) => one(w('case.duplicate'), other)),
    it.parent ? one(w('case.parent'), it.parent) : null,
    ...it.children.map((child) => one(w('case.child'), child, child.ended ? named('status.', child.ended) : '')),
    ...it.parts.map((part) => h('li', { key: part.type + part.code }, w('case.part') + ' ',
      h(Name, { type: part.type === 'UNIT' ? 'UNIT' : 'DIVISION', code: part.code }), ' ', part.finishedAt ? '✓ ' + dateTime(part.finishedAt) : dateTime(part.handleBy)))
  ].filter(Boolean);
  return all.length ? h('section', { class: 'card', 'aria-labelledby': 'h-related' }, h('h2', { id: 'h-related' }, w('case.related')), h('ul', null, all)) : null;
}
