// Zero-reports, who is on duty, leave, and how the page looks.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { get, post, put, request } from '../lib/api.js';
import { dateTime, fromLocal, shortTime, ago } from '../lib/format.js';
import { announce, setLarge, isLarge, setLanguage } from '../lib/page.js';
import { kept, keepFor, me, mine, now, forget, onChange } from './store.js';
import { entries, unsent } from './entries.js';
import { write, newKey } from './outbox.js';
import { register } from './pages.js';
import { told } from './tasks.js';
import { ownGrid } from './report.js';

const OWED = 'DUE,CHASED,MISSED';

// What is theirs to report of, as far as the county says: {periods, owed, chain, leaves, handedOn}.
async function askDuty() {
  const grid = await ownGrid(true);
  const within = grid ? grid.divisionCode : null;
  const periods = (await get('/api/v1/key-periods', { within: within, limit: 20 })).body.items.filter(function (one) {
    return one.status === 'RUNNING';
  });
  let owed = [];
  for (let i = 0; i < periods.length; i++) {
    const list = (await get('/api/v1/key-periods/' + periods[i].id + '/zero-reports', { status: OWED, within: within, limit: 50 })).body.items;
    owed = owed.concat(list.filter(isTheirs).map(function (one) {
      return Object.assign({ period: periods[i].name }, one);
    }));
  }
  const chain = grid ? (await get('/api/v1/grids/' + grid.code + '/on-duty')).body.chain : [];
  const leaves = within ? (await get('/api/v1/leaves', { within: within, limit: 50 })).body.items.filter(function (one) {
    return mine().indexOf(one.member) >= 0 || mine().indexOf(one.deputy) >= 0;
  }) : [];
  const handedOn = me().roles.indexOf('handler') >= 0 ? (await get('/api/v1/me/handed-on')).body : null;
  return { periods: periods, owed: owed, chain: chain, leaves: leaves, handedOn: handedOn };
}

function isTheirs(one) {
  return !one.recipient || mine().indexOf(one.recipient) >= 0 || mine().length < 2 && me().person === me().account;
}

class More extends Component {
  constructor(props) {
    super(props);
    this.state = { duty: null, at: 0, failed: null, finding: null, text: '', waits: [], busy: false, handing: false, to: '', until: '', refused: null };
  }

  async componentDidMount() {
    const page = this;
    this.stop = onChange(function () {
      page.look();
    });
    await this.look();
    const have = await kept('duty');
    if (have && !this.away) {
      this.setState({ duty: have.value, at: have.at });
    }
    if (this.props.mayAsk) {
      this.again();
    }
  }

  componentDidUpdate(before) {
    if (this.props.mayAsk && !before.mayAsk) {
      this.again();
    }
  }

  componentWillUnmount() {
    this.away = true;
    this.stop();
  }

  async look() {
    const list = (await entries()).filter(function (one) {
      return one.kind === 'zero';
    });
    if (!this.away) {
      this.setState({ waits: list });
    }
  }

  async again() {
    const who = me().account;
    this.setState({ failed: null, busy: true });
    try {
      const duty = await askDuty();
      await keepFor(who, 'duty', duty);
      if (!this.away) {
        this.setState({ duty: duty, at: now(), busy: false });
      }
    } catch (failure) {
      if (!failure.kind && failure.name !== 'KeepError') {
        throw failure;
      }
      if (!this.away) {
        this.setState({ failed: failure, busy: false });
      }
    }
  }

  async file(one, finding) {
    try {
      await write([{
        id: newKey(), kind: 'zero', caseId: null, zero: one.id, path: '/api/v1/zero-reports/' + one.id + '/actions/file',
        body: finding ? { finding: { title: finding } } : {}, label: w('field.zero') + ' · ' + one.period + ' ' + one.day
      }]);
      this.setState({ finding: null, text: '' });
    } catch (failure) {
      this.setState({ failed: failure });
    }
  }

  // Not kept for later as deeds are: whoever is away without network must know that nobody stands in.
  async hand(back) {
    this.setState({ busy: true, refused: null });
    try {
      if (back) {
        await request('DELETE', '/api/v1/me/handed-on');
      } else {
        await put('/api/v1/me/handed-on', { to: this.state.to.trim(), until: fromLocal(this.state.until) });
      }
      this.setState({ handing: false, to: '', until: '' });
      announce(back ? w('field.hand-back-done') : w('field.hand-done'));
      await this.again();
    } catch (failure) {
      if (!failure.kind) {
        throw failure;
      }
      this.setState({ refused: failure, busy: false });
      announce(told(failure, true));
      setTimeout(function () {
        const wrong = document.querySelector('#hand-on [aria-invalid=true]');
        if (wrong) {
          wrong.focus();
        }
      }, 30);
    }
  }

  async signOut() {
    const waits = unsent(await entries()).length;
    if (waits && !confirm(w('field.sign-out-waits', waits))) {
      return;
    }
    await forget();
    try {
      await post('/sign-out');
    } catch (failure) {
      if (!failure.kind) {
        throw failure;
      }
    }
    location.assign('/sign-in?to=/field/');
  }

  render() {
    const page = this;
    const s = this.state;
    const duty = s.duty;
    return h('main', { id: 'main', class: 'narrow' },
      h('h1', null, w('field.more')),
      s.failed ? h('p', { class: 'note warn', role: 'status' }, told(s.failed, !!duty)) : null,
      h('p', { class: 'soft small' }, duty ? w('field.as-of', ago(s.at, now())) : s.busy ? w('field.asking') : w('field.never-asked')),
      duty ? h('section', { class: 'card', 'aria-labelledby': 'zero-title' },
        h('h2', { id: 'zero-title' }, w('field.zero')),
        duty.owed.length ? duty.owed.map(function (one) {
          return page.owed(one);
        }) : h('p', { id: 'nothing-owed' }, duty.periods.length ? w('field.zero-none') : w('field.zero-no-period'))) : null,
      duty && duty.chain.length ? h('section', { class: 'card', 'aria-labelledby': 'duty-title' },
        h('h2', { id: 'duty-title' }, w('field.duty')),
        duty.chain.map(function (place) {
          return h('div', { key: place.code }, h('h3', null, h('bdi', null, place.name)),
            place.onDuty.length ? h('ul', { class: 'plain' }, place.onDuty.map(function (one, i) {
              return h('li', { key: i }, h('bdi', null, one.name || one.code), ' ', h('bdi', { class: 'soft' }, one.phone || ''));
            })) : h('p', { class: 'soft' }, w('field.duty-nobody')));
        })) : null,
      duty ? h('section', { class: 'card', 'aria-labelledby': 'leave-title' },
        h('h2', { id: 'leave-title' }, w('field.leave')),
        duty.leaves.length ? h('ul', { class: 'plain' }, duty.leaves.map(function (one) {
          return h('li', { key: one.code }, mine().indexOf(one.member) >= 0 ? w('field.leave-own') : w('field.leave-deputy', one.member), ' ',
            dateTime(one.from), ' – ', one.until ? dateTime(one.until) : '');
        })) : h('p', null, w('field.leave-none')),
        h('p', { class: 'soft small' }, w('field.leave-how')),
        duty.handedOn ? this.handedOn(duty.handedOn) : null) : null,
      this.looks());
  }

  handedOn(handed) {
    const page = this;
    const s = this.state;
    const field = function (name, label, more) {
      const wrong = s.refused ? s.refused.errors.filter(function (one) {
        return one.pointer === '#/' + name;
      }) : [];
      return h('div', null, h('label', { for: 'hand-' + name }, label), h('input', Object.assign({
        id: 'hand-' + name, value: s[name], disabled: s.busy, 'aria-required': 'true',
        'aria-invalid': wrong.length ? 'true' : null, 'aria-describedby': wrong.length ? 'hand-' + name + '-wrong' : null,
        onInput: function (event) {
          const next = {};
          next[name] = event.target.value;
          page.setState(next);
        }
      }, more)), wrong.length ? h('p', { class: 'bad small', id: 'hand-' + name + '-wrong' }, wrong.map(function (one) {
        return one.message || one.code;
      }).join(' · ')) : null);
    };
    const refused = s.refused ? h('p', { class: 'note bad', role: 'alert', id: 'hand-refused' }, told(s.refused, true)) : null;
    if (handed.to) {
      return h('div', null, refused, h('p', { id: 'handed-on' }, w('field.handed-on', handed.to, dateTime(handed.until))),
        h('button', { type: 'button', id: 'hand-back', disabled: s.busy, onClick: function () { page.hand(true); } }, w('field.hand-back')));
    }
    return s.handing ? h('form', { id: 'hand-on', noValidate: true, onSubmit: function (event) {
      event.preventDefault();
      page.hand(false);
    } },
    refused,
    field('to', w('field.hand-to'), { maxLength: 40, autocomplete: 'off', autocapitalize: 'none' }),
    field('until', w('field.hand-until'), { type: 'datetime-local' }),
    h('div', { class: 'row' },
      h('button', { class: 'main', id: 'hand-send', disabled: s.busy }, w('field.hand-on')),
      h('button', { type: 'button', onClick: function () { page.setState({ handing: false, refused: null }); } }, w('field.hand-not'))))
      : h('button', { type: 'button', id: 'hand', onClick: function () {
        page.setState({ handing: true }, function () {
          document.getElementById('hand-to').focus();
        });
      } }, w('field.hand-on'));
  }

  owed(one) {
    const page = this;
    const s = this.state;
    const filed = s.waits.filter(function (entry) {
      return entry.zero === one.id;
    })[0];
    return h('div', { key: one.id, class: 'owed' },
      h('p', null, h('bdi', null, one.period), ' · ', one.day, ' · ', named('field.zero.', one.status), ' · ',
        w('field.zero-by', shortTime(one.dueBy, now()))),
      filed ? h('p', { class: filed.state === 'done' ? 'good' : 'warn' }, filed.state === 'done' ? w('field.zero-filed') : w('field.zero-waits'))
        : s.finding === one.id ? h('form', { onSubmit: function (event) {
          event.preventDefault();
          if (s.text.trim()) {
            page.file(one, s.text.trim());
          }
        } },
        h('label', { for: 'finding' }, w('field.zero-what')),
        h('textarea', { id: 'finding', rows: 3, maxLength: 200, dir: 'auto', value: s.text, onInput: function (event) { page.setState({ text: event.target.value }); } }),
        h('button', { class: 'main' }, w('field.send')))
          : h('div', { class: 'row' },
            h('button', { type: 'button', class: 'main', 'data-file': one.id, onClick: function () { page.file(one, null); } }, w('field.zero-well')),
            h('button', { type: 'button', onClick: function () { page.setState({ finding: one.id }); } }, w('field.zero-finding'))));
  }

  looks() {
    const page = this;
    return h('section', { class: 'card', 'aria-labelledby': 'looks-title' },
      h('h2', { id: 'looks-title' }, w('field.looks')),
      h('div', { class: 'row' }, [['zh', '中文'], ['bo', 'བོད་ཡིག'], ['en', 'English']].map(function (one) {
        return h('button', {
          type: 'button', key: one[0], lang: one[0], 'aria-pressed': String(document.documentElement.lang === one[0]), onClick: function () {
            history.replaceState(null, '', location.pathname);
            setLanguage(one[0]);
          }
        }, one[1]);
      })),
      h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: isLarge(), onChange: function (event) {
        setLarge(event.target.checked);
        page.setState({});
      } }), ' ', w('field.large')),
      h('p', null, h('button', { type: 'button', id: 'sign-out', onClick: function () { page.signOut(); } }, w('field.sign-out'))));
  }
}

register('more', More);
