// The field page: what was kept is shown first, then what the county says now.
import { h, render, Component } from '../lib/ui.js';
import { loadWords, w } from '../lib/words.js';
import { get } from '../lib/api.js';
import { duration } from '../lib/format.js';
import { wake, recognise, isInDoubt, sure, me, heardClock, clockOffset, onChange, tell } from './store.js';
import { entries, unsent, othersUnsent, whyNot } from './entries.js';
import { part, fetchPart, placeOf, goes, register } from './pages.js';
import { Tasks } from './tasks.js';

const AGAIN = 60000;

// Sending is fetched after what there is to see.
function withOutbox(work) {
  return fetchPart('outbox').then(function () {
    work(part('outbox'));
  }, function () {
    // The phone does not have it yet, nor a network: what was written waits.
  });
}

function send() {
  return withOutbox(function (outbox) {
    outbox.send();
  });
}

function cookie(name) {
  const found = new RegExp('(?:^|; )' + name + '=([^;]*)').exec(document.cookie);
  return found ? found[1] : '';
}

// The page may have been kept in another language or size than the one that was chosen since.
function dress() {
  const root = document.documentElement;
  const asked = /[?&]lang=(zh|bo|en)\b/.exec(location.search);
  const language = asked ? asked[1] : cookie('wangge-lang');
  const link = document.getElementById('words');
  if (asked) {
    document.cookie = 'wangge-lang=' + language + '; path=/; max-age=31536000; samesite=lax';
  }
  if (/^(zh|bo|en)$/.test(language) && language !== root.lang) {
    root.lang = language;
    link.removeAttribute('rel');
    link.href = link.href.replace(/\.(zh|bo|en)\.json$/, '.' + language + '.json');
  }
  root.setAttribute('data-type', cookie('wangge-type') === 'large' ? 'large' : '');
}

class App extends Component {
  constructor(props) {
    super(props);
    this.state = {
      place: placeOf(location.pathname), session: props.known ? 'unknown' : 'asking', waits: 0, others: 0, fresh: false,
      missing: null, drawn: 0
    };
    this.count = this.count.bind(this);
    this.afterTasks = this.afterTasks.bind(this);
  }

  componentDidMount() {
    const app = this;
    register('tasks', Tasks);
    window.addEventListener('popstate', function () { app.went(); });
    window.addEventListener('went', function () { app.went(); });
    window.addEventListener('signed-out', function () { app.setState({ session: 'out' }); });
    window.addEventListener('online', function () { app.askMe(); send(); });
    window.addEventListener('offline', function () { app.setState({ session: me() ? 'unknown' : 'away' }); });
    document.addEventListener('visibilitychange', function () {
      if (!document.hidden) {
        send();
      }
    });
    setInterval(function () {
      if (!document.hidden) {
        send();
      }
    }, AGAIN);
    onChange(function (what) {
      if (what === 'account') {
        app.setState({ drawn: Date.now() });
      }
      if (what.indexOf('gone:') === 0 && me()) {
        fetchPart('ahead').then(function () {
          return part('ahead').fetchCase(what.slice(5), me().account);
        }).catch(function () {
          // Either it has left the phone now, or it will when somebody can be asked.
        });
      }
      app.count();
    });
    this.count();
    this.went(true);
    this.askMe(this.props.asked);
  }

  async askMe(already) {
    const since = Date.now();
    try {
      const answer = await (already || get('/api/v1/me'));
      heardClock(answer.date, already ? this.props.since : since);
      await recognise(answer.body);
      this.setState({ session: 'in' });
      this.count();
      if (already && this.state.place.name === 'tasks') {
        return;
      }
    } catch (failure) {
      if (!failure.kind && failure.name !== 'KeepError') {
        throw failure;
      }
      if (failure.kind === 'signed-out') {
        await sure();
      }
      this.setState({ session: failure.kind === 'signed-out' ? 'out' : 'away', nothingKept: failure.name === 'KeepError' });
    }
    this.afterTasks();
  }

  async count() {
    const list = unsent(await entries());
    const others = await othersUnsent();
    this.setState({
      waits: list.length,
      stuck: list.filter(function (one) {
        return one.state === 'refused' || one.state === 'conflict';
      }).length,
      others: others,
      why: whyNot()
    });
    if (this.state.session === 'in' && whyNot() === 'signed-out') {
      this.setState({ session: 'out' });
    }
  }

  went(first) {
    const app = this;
    const place = placeOf(location.pathname);
    this.setState({ place: place, missing: null });
    if (!part(place.name)) {
      fetchPart(place.name).then(function () {
        app.setState({ drawn: Date.now() });
      }, function () {
        app.setState({ missing: place.name });
      });
    }
    if (!first) {
      window.scrollTo(0, 0);
      const top = document.getElementById('main');
      if (top) {
        top.setAttribute('tabindex', '-1');
        top.focus();
      }
    }
  }

  // Once there is something to see: on a slow line the rest would come before it.
  afterTasks() {
    const app = this;
    send();
    if (this.keeper || !navigator.serviceWorker) {
      return;
    }
    this.keeper = true;
    navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' }).then(function (registration) {
      function look(worker) {
        if (worker && navigator.serviceWorker.controller) {
          worker.addEventListener('statechange', function () {
            if (worker.state === 'installed') {
              app.setState({ fresh: true });
            }
          });
        }
      }
      if (registration.waiting && navigator.serviceWorker.controller) {
        app.setState({ fresh: true });
      }
      app.registration = registration;
      look(registration.installing);
      registration.addEventListener('updatefound', function () {
        look(registration.installing);
      });
    }, function () {
      // Without one the page works while there is a network.
    });
  }

  renew() {
    const waiting = this.registration && this.registration.waiting;
    if (waiting) {
      navigator.serviceWorker.addEventListener('controllerchange', function () {
        location.reload();
      });
      waiting.postMessage('take-over');
    } else {
      location.reload();
    }
  }

  render() {
    const app = this;
    const s = this.state;
    const who = isInDoubt() ? null : me();
    const Part = who ? part(s.place.name) : null;
    const off = clockOffset();
    const offline = s.session === 'away' || s.session === 'unknown' && navigator.onLine === false || s.why === 'network';
    return h('div', { class: 'field' },
      h('a', { class: 'skip', href: '#main' }, w('field.skip')),
      h('header', null,
        h('span', { class: 'who', id: 'who' }, who ? h('bdi', null, who.name || who.account) : w('field.name')),
        h('span', { id: 'line', class: offline ? 'tag' : 'tag lit', role: 'status' },
          offline ? w('field.offline') : s.session === 'out' ? w('field.out') : w('field.online'))),
      s.session === 'out' ? h('div', { class: 'note warn narrow', id: 'signed-out' },
        h('p', null, who ? w('field.signed-out') : w('field.what')),
        h('a', { class: 'button main', id: 'sign-in', href: '/sign-in?to=' + encodeURIComponent(location.pathname) }, w('page.sign-in'))) : null,
      s.nothingKept ? h('p', { class: 'note bad' }, w('field.keeps-nothing')) : null,
      off ? h('p', { class: 'note warn', id: 'clock-wrong' },
        off > 0 ? w('field.clock-behind', duration(off)) : w('field.clock-ahead', duration(off))) : null,
      s.fresh ? h('p', { class: 'note good' }, w('field.fresh'), ' ',
        h('button', { type: 'button', onClick: function () { app.renew(); } }, w('field.renew'))) : null,
      s.others && who ? h('p', { class: 'note warn', id: 'others' }, w('field.others', s.others), ' ',
        h('button', { type: 'button', onClick: function () {
          if (confirm(w('field.others-sure', s.others))) {
            withOutbox(function (outbox) { outbox.discardOthers(); });
          }
        } }, w('field.remove'))) : null,
      Part ? h(Part, { key: who.account + s.place.name + s.place.id, id: s.place.id, mayAsk: s.session === 'in', session: s.session, onAsked: this.afterTasks })
        : h('main', { id: 'main', class: 'narrow' },
          h('h1', null, w('field.name')),
          h('p', null, isInDoubt() && s.session === 'away' ? w('field.whose') : s.missing ? w('field.part-missing')
            : s.session === 'away' ? w('field.offline-nothing') : s.session === 'out' ? w('field.sign-in-first') : w('page.loading'))),
      who ? h('nav', { 'aria-label': w('field.parts') },
        tab('/field/', 'tasks', w('field.tasks'), s),
        tab('/field/report', 'report', w('field.report'), s),
        tab('/field/waiting', 'waiting', w('field.waiting'), s, s.waits, s.stuck),
        tab('/field/more', 'more', w('field.more'), s)) : null);
  }
}

function tab(href, name, text, s, count, stuck) {
  return h('a', { href: href, onClick: goes, id: 'to-' + name, 'aria-current': s.place.name === name ? 'page' : null },
    text, count ? h('span', { class: stuck ? 'count stuck' : 'count', id: 'waits' }, String(count)) : null);
}

async function start() {
  dress();
  const since = Date.now();
  // Asked at once, read when the page is there; whoever reads it says what went wrong.
  const asked = get('/api/v1/me');
  asked.catch(function () {});
  let known = null;
  const all = await Promise.all([loadWords(), wake().catch(function (failure) {
    if (failure.name !== 'KeepError') {
      throw failure;
    }
    return null;
  })]);
  known = all[1];
  document.title = w('field.name');
  const root = document.getElementById('app');
  root.textContent = '';
  render(h(App, { known: known, asked: asked, since: since }), root);
}

start().catch(function (failure) {
  tell('failed');
  document.getElementById('app').textContent = String(failure.message || failure);
  throw failure;
});
