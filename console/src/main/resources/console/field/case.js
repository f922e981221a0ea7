// A case: what, where, who to ask, what can be done now; and what of one's own still waits to be sent.
import { h, Component } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { post, get } from '../lib/api.js';
import { dateTime, untilDue, ago } from '../lib/format.js';
import { kept, keep, me, now, onChange } from './store.js';
import { entries } from './entries.js';
import { caseOf } from './outbox.js';
import { register, go } from './pages.js';
import { told } from './tasks.js';
import { fetchCase } from './ahead.js';
import { ActionForm, canDraw, ORDER } from './action.js';
import { Entry } from './entry.js';

class Case extends Component {
  constructor(props) {
    super(props);
    this.state = { it: null, at: 0, failed: null, busy: false, doing: null, mine: [], contact: null, place: null };
    this.fromPhone = this.fromPhone.bind(this);
    this.again = this.again.bind(this);
    this.asked = this.asked.bind(this);
  }

  async componentDidMount() {
    const page = this;
    this.stop = onChange(function () {
      page.fromPhone();
    });
    window.addEventListener('went', this.asked);
    await this.fromPhone();
    this.asked();
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
    window.removeEventListener('went', this.asked);
  }

  // An address may say what is to be done there, such as what was refused and is written anew.
  asked() {
    const found = /[?&]do=([a-z-]+)/.exec(location.search);
    if (found) {
      this.setState({ doing: found[1] });
      history.replaceState(null, '', location.pathname);
    }
  }

  async fromPhone() {
    const id = this.props.id;
    if (this.isLocal === undefined || this.isLocal) {
      // A report of this phone that the county has by now, under its own id.
      const made = await caseOf(id);
      this.isLocal = !made && (await entries()).some(function (one) {
        return one.id === id && one.kind === 'report';
      });
      if (made && !this.away) {
        go('/field/cases/' + made);
        return;
      }
    }
    const found = await kept('case/' + id);
    const list = (await entries()).filter(function (one) {
      return one.caseId === id || one.caseId === '@case:' + id || one.id === id;
    });
    if (this.away) {
      return;
    }
    this.setState({ it: found ? found.value : null, at: found ? found.at : 0, mine: list });
    if (found) {
      this.nameThePlace(found.value);
    }
  }

  async nameThePlace(it) {
    const code = it.location && it.location.gridCode;
    if (!code || this.named === code) {
      return;
    }
    this.named = code;
    let name = await kept('grid/' + code);
    if (!name && this.props.mayAsk) {
      try {
        const answer = await get('/api/v1/grids/' + code);
        name = { value: { name: answer.body.name, divisionCode: answer.body.divisionCode } };
        await keep('grid/' + code, name.value);
      } catch (unknown) {
        this.named = null;
      }
    }
    if (!name) {
      this.named = null;
    } else if (!this.away) {
      this.setState({ place: name.value.name });
    }
  }

  async again() {
    if (this.isLocal || this.state.busy) {
      return;
    }
    this.setState({ busy: true, failed: null });
    try {
      await fetchCase(this.props.id, me().account);
      this.setState({ busy: false });
    } catch (failure) {
      if (!failure.kind && failure.name !== 'KeepError') {
        throw failure;
      }
      this.setState({ busy: false, failed: failure });
    }
    await this.fromPhone();
  }

  async call() {
    this.setState({ contact: { busy: true } });
    try {
      const answer = await post('/api/v1/cases/' + this.props.id + '/contact', { purpose: w('field.contact-purpose') });
      this.setState({ contact: answer.body });
    } catch (failure) {
      this.setState({ contact: { failed: failure } });
    }
  }

  render() {
    const page = this;
    const s = this.state;
    const it = s.it;
    const waits = s.mine.filter(function (one) {
      return one.state !== 'done';
    });
    if (!it) {
      return h('main', { id: 'main', class: 'narrow' },
        h('h1', null, this.isLocal && s.mine.length ? h('bdi', null, s.mine[0].label) : w('field.case')),
        this.isLocal ? h('p', { class: 'soft' }, w('field.not-sent-yet')) : null,
        waits.map(entryOf),
        this.isLocal ? null : h('p', { class: 'note warn' }, s.failed ? told(s.failed, false) : s.busy ? w('page.loading') : w('field.never-opened')));
    }
    const actions = it.actions.filter(canDraw).sort(function (a, b) {
      return (ORDER[a.name] || 50) - (ORDER[b.name] || 50);
    });
    return h('main', { id: 'main', class: 'narrow' },
      h('p', { class: 'soft small' }, it.number, ' · ', w('field.as-of', ago(s.at, now()))),
      h('h1', { dir: 'auto', id: 'title' }, it.title),
      h('p', null,
        h('span', { class: 'tag' }, named('field.kind.', it.kind)), ' ',
        h('span', { class: 'tag', id: 'status' }, named('field.status.', it.status)), ' ',
        it.deadlines && it.deadlines.dueAt ? h('span', { class: Date.parse(it.deadlines.dueAt) < now() ? 'bad' : '' },
          untilDue(it.deadlines.dueAt, now())) : null),
      s.failed ? h('p', { class: 'note warn', role: 'status' }, told(s.failed, true)) : null,
      waits.length ? h('section', { 'aria-label': w('field.waiting') }, waits.map(entryOf)) : null,
      s.doing ? h(ActionForm, {
        key: s.doing,
        it: it,
        action: actions.filter(function (one) {
          return one.name === s.doing;
        })[0] || null,
        name: s.doing,
        onDone: function () { page.setState({ doing: null }); page.fromPhone(); },
        onLeave: function () { page.setState({ doing: null }); }
      }) : h('div', { class: 'actions' }, actions.map(function (one, i) {
        return h('button', {
          type: 'button', key: one.name, id: 'do-' + one.name, class: i === 0 ? 'main' : '',
          onClick: function () { page.setState({ doing: one.name }); }
        }, named('field.action.', one.name));
      }), actions.length ? null : h('p', { class: 'soft' }, w('field.no-actions'))),
      it.description ? h('div', { class: 'card text', dir: 'auto' }, it.description) : null,
      (it.amendments || []).map(function (one, i) {
        return one.description ? h('div', { class: 'card text', dir: 'auto', key: i }, one.description) : null;
      }),
      whereabouts(it, s.place),
      h('p', { class: 'soft small' }, w('field.reported-at', dateTime(it.reportedAt))),
      photos(it),
      this.reporter(it));
  }

  reporter(it) {
    const page = this;
    const c = this.state.contact;
    if (it.reporterHidden) {
      return null;
    }
    if (c && c.phone) {
      return h('p', { class: 'card', id: 'contact' }, h('bdi', null, c.name || ''), ' ', h('a', { class: 'button main', href: 'tel:' + c.phone }, c.phone));
    }
    return h('div', null,
      h('button', { type: 'button', id: 'ask-contact', disabled: !this.props.mayAsk || !!(c && c.busy), onClick: function () { page.call(); } }, w('field.contact')),
      h('p', { class: 'soft small' }, w('field.contact-noted')),
      c && c.failed ? h('p', { class: 'note warn', role: 'status' }, told(c.failed, true)) : null);
  }
}

function entryOf(one) {
  return h(Entry, { key: one.id, entry: one, within: true });
}

function whereabouts(it, place) {
  const at = it.location || {};
  const located = at.lng !== null && at.lng !== undefined;
  return h('div', { class: 'card' },
    h('h2', null, w('field.where')),
    h('p', { dir: 'auto' }, [at.address, place].filter(Boolean).join(' · ') || at.gridCode || at.divisionCode || w('field.nowhere')),
    located ? h('a', {
      class: 'button',
      // RFC 5870; maps on phones take the second as what to mark.
      href: 'geo:' + at.lat + ',' + at.lng + '?q=' + at.lat + ',' + at.lng
    }, w('field.map')) : null);
}

function photos(it) {
  const all = (it.attachments || []).concat(it.evidence || []).filter(function (one) {
    return one.href && /^image\//.test(one.type || '');
  });
  return all.length ? h('div', { class: 'photos' }, all.map(function (one, i) {
    return h('a', { class: 'photo', key: one.id, href: one.href, target: '_blank', rel: 'noopener' },
      h('img', { src: one.href, loading: 'lazy', alt: w('field.photo-n', i + 1) }));
  })) : null;
}

register('case', Case);
