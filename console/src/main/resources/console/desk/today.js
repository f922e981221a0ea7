// Numbers that open their list. Each says how old it is; one that cannot be had says so alone.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { ago, number } from '../lib/format.js';
import { read } from './session.js';
import { Failure } from './parts.js';

const LIST = '/desk/cases?';

export class Today extends Component {
  constructor(props) {
    super(props);
    this.state = { counts: null, error: null, at: null, now: Date.now(), grids: null, zero: null, sound: props.live.sound.isOn() };
  }

  componentDidMount() {
    this.unlisten = this.props.live.onChange(() => this.ask());
    this.unwatch = this.props.live.onState(() => this.setState({}));
    this.clock = setInterval(() => this.setState({ now: Date.now() }), 5000);
    this.ask();
    this.askBeside();
  }

  componentWillUnmount() {
    this.unlisten();
    this.unwatch();
    clearInterval(this.clock);
  }

  async ask() {
    try {
      const { body } = await read('/api/v1/cases:counts');
      this.setState({ counts: body, error: null, at: Date.now(), now: Date.now() });
    } catch (error) {
      this.setState({ error });
    }
  }

  async askBeside() {
    try {
      const { body } = await read('/api/v1/grids:unattended', { limit: 200 });
      this.setState({ grids: { n: body.items.length, more: Boolean(body.next) } });
    } catch (error) {
      this.setState({ grids: null });
    }
    try {
      let missing = 0;
      let cursor = null;
      do {
        const { body } = await read('/api/v1/key-periods', { limit: 200, cursor });
        // Each says for today, while it runs.
        body.items.forEach((period) => { missing += period.today ? period.today.missing : 0; });
        cursor = body.next;
      } while (cursor);
      this.setState({ zero: missing });
    } catch (error) {
      this.setState({ zero: null });
    }
  }

  render({ live }, { counts, error, at, now, grids, zero, sound }) {
    const c = counts;
    const atLeast = new Set(c?.atLeast ?? []);
    const tile = (name, text, href, tone) => (c[name] === undefined ? null
      : h(Tile, { n: c[name], more: atLeast.has(name), text, href, tone: c[name] > 0 ? tone : '', id: 'n-' + name }));
    return h('div', null,
      h('div', { class: 'row' },
        h('h1', null, w('nav.today')),
        h('p', { class: 'soft small', id: 'age' },
          at ? w('today.as-of', ago(at, now)) + ' · ' : '', live.streaming ? w('today.live') : w('today.asking')),
        h('button', {
          type: 'button', class: 'tool', 'aria-pressed': String(sound),
          onClick: () => { live.sound.set(!sound); this.setState({ sound: !sound }); }
        }, w('today.sound'))),
      error ? h(Failure, { error, again: () => this.ask() }) : null,
      c ? h('ul', { class: 'tiles', id: 'tiles' },
        tile('emergencies', w('today.emergencies'), LIST + 'kind=EMERGENCY&sort=dueAt', 'urgent'),
        tile('overdue', w('today.overdue'), LIST + 'overdue=true&sort=dueAt', 'bad'),
        tile('dueWithinHour', w('today.within-hour'), LIST + withinHour(c.asOf), 'warn'),
        tile('unlocated', w('today.unlocated'), LIST + 'attention=UNLOCATED', 'warn'),
        tile('nobodyOnDuty', w('today.nobody'), LIST + 'attention=NOBODY_ON_DUTY', 'warn'),
        tile('returned', w('today.returned'), LIST + 'attention=RETURNED', 'warn'),
        tile('waitingForVerification', w('today.to-verify'), LIST + 'status=HANDLED', ''),
        tile('open', w('today.open'), LIST + 'sort=dueAt', '')) : null,
      c?.byStatus ? h('section', { 'aria-labelledby': 'by-status' },
        h('h2', { id: 'by-status' }, w('today.by-status')),
        h('ul', { class: 'tiles small' }, Object.keys(c.byStatus).map((status) =>
          h(Tile, { key: status, n: c.byStatus[status], text: named('status.', status), href: LIST + 'status=' + status })))) : null,
      grids || zero !== null ? h('section', { 'aria-labelledby': 'beside' },
        h('h2', { id: 'beside' }, w('nav.duty')),
        h('ul', { class: 'tiles small' },
          grids ? h(Tile, { n: grids.n, more: grids.more, text: w('today.unattended'), href: '/desk/duty', tone: grids.n ? 'warn' : '' }) : null,
          zero === null ? null : h(Tile, { n: zero, text: w('today.zero-reports'), href: '/desk/duty', tone: zero ? 'warn' : '' }))) : null);
  }
}

// As the number was counted: from then on.
function withinHour(asOf) {
  return new URLSearchParams({
    sort: 'dueAt', overdue: 'false', dueBefore: new Date(Date.parse(asOf) + 3600000).toISOString()
  }).toString();
}

function Tile({ n, more, text, href, tone, id }) {
  return h('li', null, h('a', { class: 'tile ' + (tone || ''), href, id },
    h('strong', null, (more ? '≥ ' : '') + number(n)), h('span', null, text)));
}
