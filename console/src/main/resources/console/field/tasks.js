// What somebody has to do: by deadline, or by how far it is.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { get } from '../lib/api.js';
import { ago, untilDue, duration } from '../lib/format.js';
import { kept, keep, keepFor, me, mine, now, tell, heardClock, onChange } from './store.js';
import { entries, unsent } from './entries.js';
import { goes, part, fetchPart } from './pages.js';

// So many come first: on a slow line the rest follows when these are seen.
const FIRST = 5;
const REST = 50;
const MOST = 200;
export const MINE_TO_DO = { DISPATCHED: true, IN_PROGRESS: true };

let asking = null;

// Asks anew; answers {items, at} or throws what went wrong. shown: called with what is known so far.
export function refresh(shown) {
  if (!asking) {
    asking = askAll(shown).then(function (found) {
      asking = null;
      return found;
    }, function (failure) {
      asking = null;
      throw failure;
    });
  }
  return asking;
}

async function askAll(shown) {
  const who = me().account;
  const items = {};
  let rest = [];
  const codes = mine();
  for (let i = 0; i < codes.length; i++) {
    const asked = Date.now();
    const answer = await get('/api/v1/cases', { assignee: codes[i], sort: 'dueAt', limit: FIRST });
    heardClock(answer.date, asked);
    rest.push(take(answer, codes[i]));
    show();
  }
  rest = rest.filter(Boolean);
  for (let i = 0; i < rest.length && Object.keys(items).length < MOST; i++) {
    const answer = await get('/api/v1/cases', { assignee: rest[i].code, sort: 'dueAt', limit: REST, cursor: rest[i].next });
    const more = take(answer, rest[i].code);
    if (more) {
      rest.push(more);
    }
    show();
  }
  const found = { items: sorted(), at: now() };
  await keepFor(who, 'tasks', found.items);
  return found;

  function take(answer, code) {
    answer.body.items.forEach(function (one) {
      items[one.id] = one;
    });
    return answer.body.next ? { code: code, next: answer.body.next } : null;
  }
  function sorted() {
    return Object.keys(items).map(function (id) {
      return items[id];
    }).sort(byDeadline);
  }
  function show() {
    if (shown) {
      shown({ items: sorted(), at: now() });
    }
  }
}

function due(one) {
  return one.deadlines && one.deadlines.dueAt ? Date.parse(one.deadlines.dueAt) : Infinity;
}

function byDeadline(a, b) {
  return due(a) - due(b) || (a.id < b.id ? -1 : 1);
}

// Metres along the ground between two points in degrees.
export function metres(a, b) {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLng = (b.lng - a.lng) * rad;
  const s = Math.pow(Math.sin(dLat / 2), 2)
    + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.pow(Math.sin(dLng / 2), 2);
  return 2 * 6371009 * Math.asin(Math.min(1, Math.sqrt(s)));
}

function distance(one, place) {
  return place && one.location && one.location.lng !== null && one.location.lng !== undefined
    ? metres(place, one.location) : Infinity;
}

export class Tasks extends Component {
  constructor(props) {
    super(props);
    this.state = { items: null, at: 0, busy: false, failed: null, near: false, place: null, waits: {}, left: [], drawn: 0 };
    this.again = this.again.bind(this);
    this.byPlace = this.byPlace.bind(this);
    this.known = this.known.bind(this);
  }

  componentDidMount() {
    const page = this;
    this.stop = onChange(function (what) {
      if (what === 'outbox' || what === 'kept' || what === 'clock') {
        page.fromPhone();
      }
    });
    this.tick = setInterval(function () {
      page.setState({ drawn: Date.now() });
    }, 30000);
    this.fromPhone().then(function () {
      if (page.props.mayAsk) {
        page.again();
      }
    });
  }

  componentDidUpdate(before) {
    if (this.props.mayAsk && !before.mayAsk) {
      this.again();
    }
  }

  componentWillUnmount() {
    this.stop();
    clearInterval(this.tick);
    this.away = true;
  }

  async fromPhone() {
    const tasks = await kept('tasks');
    const left = await kept('left');
    const waits = {};
    unsent(await entries()).forEach(function (one) {
      if (one.caseId) {
        waits[one.caseId] = (waits[one.caseId] || 0) + 1;
      }
    });
    if (!this.away) {
      this.setState({ waits: waits, left: left ? left.value : [] });
      if (tasks && !(this.state.busy && this.state.items)) {
        this.setState({ items: tasks.value, at: tasks.at });
      }
    }
  }

  known(found) {
    if (!this.away) {
      this.setState(found);
    }
  }

  async again() {
    if (this.state.busy) {
      return;
    }
    this.setState({ busy: true, failed: null });
    try {
      const before = this.state.items;
      const found = await refresh(before ? null : this.known);
      this.setState({ busy: false, items: found.items, at: found.at });
      this.props.onAsked();
      await fetchPart('ahead');
      await part('ahead').lookAhead(found.items);
    } catch (failure) {
      if (!failure.kind && failure.name !== 'KeepError' && failure.message !== 'ahead') {
        throw failure;
      }
      this.setState({ busy: false, failed: failure });
      this.props.onAsked();
    }
  }

  byPlace() {
    const page = this;
    if (this.state.near) {
      this.setState({ near: false });
      return;
    }
    if (!navigator.geolocation) {
      this.setState({ failed: { kind: 'place' } });
      return;
    }
    navigator.geolocation.getCurrentPosition(function (found) {
      page.setState({ near: true, place: { lng: found.coords.longitude, lat: found.coords.latitude } });
    }, function () {
      page.setState({ failed: { kind: 'place' } });
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  }

  render() {
    const s = this.state;
    const items = s.items || [];
    const todo = items.filter(function (one) {
      return MINE_TO_DO[one.status];
    });
    const others = items.filter(function (one) {
      return !MINE_TO_DO[one.status];
    });
    if (s.near) {
      todo.sort(function (a, b) {
        return distance(a, s.place) - distance(b, s.place) || byDeadline(a, b);
      });
    }
    return h('main', { id: 'main', class: 'narrow' },
      h('div', { class: 'row' },
        h('h1', null, w('field.tasks'), s.items ? h('span', { class: 'soft', id: 'task-count' }, ' ' + todo.length) : null),
        h('button', { type: 'button', id: 'ask-again', onClick: this.again, disabled: s.busy },
          s.busy ? w('field.asking') : w('field.ask-again'))),
      h('p', { class: 'soft small', id: 'as-of' },
        s.at ? w('field.as-of', ago(s.at, now())) : s.busy ? w('field.asking') : w('field.never-asked')),
      s.failed ? h('p', { class: 'note warn', role: 'status' }, told(s.failed, !!s.items)) : null,
      s.left.map(function (one) {
        return h('p', { class: 'note warn', key: one.id + one.why },
          one.why === 'gone' ? w('field.left-gone', one.number || '') : w('field.left-given', one.number || ''), ' ',
          h('button', { type: 'button', onClick: function () { read(one); } }, w('field.understood')));
      }),
      todo.length > 1 ? h('p', null, h('button', { type: 'button', 'aria-pressed': String(s.near), onClick: this.byPlace },
        w('field.nearest-first'))) : null,
      s.items && !todo.length ? h('p', { class: 'card', id: 'no-tasks' }, w('field.no-tasks')) : null,
      h('ul', { class: 'plain', id: 'tasks' }, todo.map(function (one) {
        return row(one, s);
      })),
      others.length ? h('details', null,
        h('summary', null, w('field.handed-in', others.length)),
        h('ul', { class: 'plain' }, others.map(function (one) {
          return row(one, s);
        }))) : null);
  }
}

async function read(one) {
  const left = ((await kept('left')) || { value: [] }).value;
  await keep('left', left.filter(function (other) {
    return other.id !== one.id;
  }));
  tell('kept');
}

export function told(failure, hasSome) {
  if (failure.name === 'KeepError') {
    return failure.full ? w('field.full') : w('field.keeps-nothing');
  }
  if (failure.kind === 'place') {
    return w('field.no-place');
  }
  if (failure.kind === 'signed-out') {
    return w('field.signed-out');
  }
  if (failure.kind === 'network' || failure.kind === 'timeout') {
    return hasSome ? w('field.offline-shown') : w('field.offline-nothing');
  }
  return [failure.title, failure.detail].filter(Boolean).join(' — ') || w('field.offline-shown');
}

function row(one, s) {
  const at = due(one);
  const late = at < now();
  const far = distance(one, s.place);
  return h('li', { key: one.id },
    h('a', { class: late ? 'card task late' : 'card task', href: '/field/cases/' + one.id, onClick: goes, 'data-case': one.id },
      h('strong', { dir: 'auto' }, one.title),
      h('span', { class: 'small' },
        named('field.kind.', one.kind), ' · ', named('field.status.', one.status),
        one.location && one.location.address ? [' · ', h('bdi', null, one.location.address)] : null,
        far < Infinity ? ' · ' + (far < 1000 ? w('field.metres', Math.round(far)) : w('field.kilometres', (far / 1000).toFixed(1))) : null),
      at < Infinity ? h('span', { class: late ? 'bad' : 'soft' },
        late ? w('field.overdue', duration(now() - at)) : untilDue(one.deadlines.dueAt, now())) : null,
      s.waits[one.id] ? h('span', { class: 'tag warn' }, w('field.waits', s.waits[one.id])) : null));
}
