// An own report in three taps: of what kind, what, send. Place comes from the phone, or is the reporter's own grid.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { get } from '../lib/api.js';
import { announce } from '../lib/page.js';
import { keep, kept, drop, me, now, usedPhrase } from './store.js';
import { write, newKey } from './outbox.js';
import { register, go } from './pages.js';
import { told } from './tasks.js';
import { Photos } from './photo.js';
import { Phrases, isPhrase } from './phrases.js';

const KINDS = ['HAZARD', 'REQUEST', 'DISPUTE', 'EMERGENCY', 'PATROL_FINDING', 'ADVICE'];
const DRAFT = 'draft/report';
const TITLE = 60;

// Who may add photos to what they reported; others show them with what they did on the spot.
function mayAmend() {
  return me().roles.indexOf('reporter') >= 0 || me().roles.indexOf('dispatcher') >= 0;
}

// The grid somebody serves in, from the roster; null for who is nobody of it.
export async function ownGrid(mayAsk) {
  const have = await kept('own-grid');
  if (have || !mayAsk || !me().person || me().person === me().account) {
    return have ? have.value : null;
  }
  const member = (await get('/api/v1/members/' + me().person)).body;
  const grid = (await get('/api/v1/grids/' + member.gridCode)).body;
  const value = { code: grid.code, name: grid.name, divisionCode: grid.divisionCode };
  await keep('own-grid', value);
  return value;
}

class Report extends Component {
  constructor(props) {
    super(props);
    this.state = { kind: null, text: '', photos: [], settled: false, place: null, looking: false, noPlace: false, grid: null, failed: null, missing: false, busy: false };
    this.submit = this.submit.bind(this);
  }

  async componentDidMount() {
    const page = this;
    this.locate();
    const draft = await kept(DRAFT).catch(function () {
      return null;
    });
    if (draft) {
      this.setState(draft.value);
    }
    ownGrid(this.props.mayAsk).then(function (grid) {
      page.setState({ grid: grid });
    }, function () {
      // Then the words of the report say where.
    });
  }

  componentWillUnmount() {
    if (this.watch) {
      navigator.geolocation.clearWatch(this.watch);
    }
  }

  locate() {
    const page = this;
    if (!navigator.geolocation) {
      this.setState({ noPlace: true });
      return;
    }
    this.setState({ looking: true, noPlace: false });
    navigator.geolocation.getCurrentPosition(function (found) {
      page.setState({ looking: false, place: {
        lng: Number(found.coords.longitude.toFixed(6)), lat: Number(found.coords.latitude.toFixed(6)), within: Math.round(found.coords.accuracy)
      } });
    }, function () {
      page.setState({ looking: false, noPlace: true });
    }, { enableHighAccuracy: true, timeout: 30000, maximumAge: 30000 });
  }

  set(next) {
    const page = this;
    this.setState(next);
    clearTimeout(this.timer);
    this.timer = setTimeout(function () {
      const s = page.state;
      keep(DRAFT, { kind: s.kind, text: s.text, photos: s.photos, settled: s.settled }).catch(function (failure) {
        page.setState({ failed: failure });
      });
    }, 300);
  }

  async submit(event) {
    event.preventDefault();
    const s = this.state;
    const text = s.text.trim();
    const noProof = s.settled && s.kind === 'HAZARD' && !s.photos.length;
    if (!s.kind || !text || noProof) {
      this.setState({ missing: true });
      announce(w('field.something-missing'));
      return;
    }
    clearTimeout(this.timer);
    this.setState({ busy: true, failed: null, missing: false });
    const id = newKey();
    const made = asEntries(id, s, text);
    try {
      await write(made.list, made.blobs);
      await drop(DRAFT);
      if (isPhrase(text)) {
        await usedPhrase('report.' + s.kind + ':' + text);
      }
    } catch (failure) {
      this.setState({ busy: false, failed: failure });
      return;
    }
    announce(w('field.kept'));
    go('/field/cases/' + id);
  }

  render() {
    const page = this;
    const s = this.state;
    return h('main', { id: 'main', class: 'narrow' },
      h('h1', null, w('field.report')),
      h('form', { onSubmit: this.submit, noValidate: true, id: 'report' },
        h('div', { class: 'kinds', role: 'group', 'aria-label': w('field.of-what-kind') }, KINDS.map(function (kind) {
          return h('button', {
            type: 'button', key: kind, id: 'kind-' + kind, 'aria-pressed': String(s.kind === kind), onClick: function () { page.set({ kind: kind }); }
          }, named('field.kind.', kind));
        })),
        s.missing && !s.kind ? h('p', { class: 'bad', role: 'alert' }, w('field.of-what-kind')) : null,
        s.kind ? h(Phrases, { key: s.kind, purpose: 'report.' + s.kind, onPick: function (text) { page.set({ text: text }); } }) : null,
        h('label', { for: 'text' }, w('field.what-is-it')),
        h('textarea', {
          id: 'text', name: 'text', rows: 3, maxLength: 5000, dir: 'auto', value: s.text, onInput: function (event) { page.set({ text: event.target.value }); },
          'aria-invalid': s.missing && !s.text.trim() ? 'true' : null
        }),
        s.missing && !s.text.trim() ? h('p', { class: 'bad', role: 'alert' }, w('field.required')) : null,
        h('p', { id: 'place', class: s.place ? '' : 'soft' }, this.where()),
        s.noPlace || s.place ? h('button', { type: 'button', onClick: function () { page.locate(); } }, w('field.locate-again')) : null,
        me().roles.indexOf('handler') >= 0 ? h('label', { class: 'check' },
          h('input', { type: 'checkbox', id: 'settled', checked: s.settled, onChange: function (event) { page.set({ settled: event.target.checked }); } }),
          ' ', w('field.settled')) : null,
        s.settled || mayAmend() ? h(Photos, {
          photos: s.photos, max: 20, required: s.settled && s.kind === 'HAZARD', onChange: function (photos) { page.set({ photos: photos }); }
        }) : h('p', { class: 'soft small' }, w('field.photos-with-deed')),
        s.missing && s.settled && s.kind === 'HAZARD' && !s.photos.length ? h('p', { class: 'bad', role: 'alert' }, w('field.photo-required')) : null,
        s.failed ? h('p', { class: 'note bad', role: 'alert', id: 'failed' }, told(s.failed, true)) : null,
        h('button', { class: 'main wide', id: 'send', disabled: s.busy }, w('field.send'))));
  }

  where() {
    const s = this.state;
    if (s.place) {
      return w('field.place-gps', s.place.lat.toFixed(5), s.place.lng.toFixed(5), s.place.within);
    }
    if (s.looking) {
      return w('field.place-looking');
    }
    return s.grid ? w('field.place-grid', s.grid.name) : w('field.place-words');
  }
}

// The report first, then its photos, then what names them.
function asEntries(id, s, text) {
  const location = s.place ? { lng: s.place.lng, lat: s.place.lat, crs: 'WGS84' } : s.grid ? { gridCode: s.grid.code } : null;
  const short = Array.from(text.replace(/\s+/g, ' ')).slice(0, TITLE).join('');
  const body = { kind: s.kind, title: short, channel: 'GRID_MEMBER', occurredAt: new Date(now()).toISOString() };
  if (short !== text) {
    body.description = text;
  }
  if (location) {
    body.location = location;
  }
  const local = '@case:' + id;
  const list = [{ id: id, kind: 'report', caseId: null, path: '/api/v1/cases', body: body, label: named('field.kind.', s.kind) + ' · ' + short }];
  const blobs = {};
  const names = (s.settled || mayAmend() ? s.photos : []).map(function (blob, i) {
    const photo = newKey();
    blobs[photo] = blob;
    list.push({
      id: photo, kind: 'photo', caseId: local, path: '/api/v1/cases/' + local + '/evidence', body: null, dependsOn: [id],
      label: w('field.photo-of', i + 1, short)
    });
    return '@photo:' + photo;
  });
  const action = s.settled ? 'settle' : names.length ? 'amend' : null;
  if (action) {
    list.push({
      id: newKey(), kind: 'action', action: action, caseId: local, path: '/api/v1/cases/' + local + '/actions/' + action,
      body: s.settled ? (names.length ? { what: text, evidence: names } : { what: text }) : { attachments: names },
      label: named('field.action.', action) + ' · ' + short,
      dependsOn: list.map(function (one) {
        return one.id;
      })
    });
  }
  return { list: list, blobs: blobs };
}

register('report', Report);
