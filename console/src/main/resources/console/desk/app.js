// The frame of the command centre: where one can go, in which language, and the page of the address.
import { h, Component } from '../lib/ui.js';
import { w, language } from '../lib/words.js';
import { announce, isLarge, setLanguage, setLarge, setTitle } from '../lib/page.js';
import { path, query } from './router.js';
import { isOver, look } from './session.js';
import { isTyping } from './parts.js';
import { Live } from './live.js';
import { Today } from './today.js';
import { Queue } from './queue.js';
import { CasePage } from './case.js';
import { ReportPage } from './report.js';
import { DutyPage } from './duty.js';
import { MapPage } from './map.js';
import { Keys } from './keys.js';
import { Later } from './later.js';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'];
const LANGUAGES = [['zh', '中文'], ['bo', 'བོད་ཡིག'], ['en', 'English']];

export class App extends Component {
  constructor(props) {
    super(props);
    this.state = { path: path(), query: query(), over: false, keys: false, large: isLarge() };
    this.live = new Live();
    this.moved = (event) => {
      this.setState({ path: path(), query: query() }, () => {
        if (!event.detail.kept) {
          this.arrived();
        }
      });
    };
    this.session = () => this.setState({ over: isOver() });
    this.key = (event) => {
      if (event.key === '?' && !isTyping(event)) {
        this.setState({ keys: !this.state.keys });
        event.preventDefault();
      } else if (event.key === 'Escape' && this.state.keys) {
        this.setState({ keys: false });
      }
    };
  }

  componentDidMount() {
    window.addEventListener('moved', this.moved);
    window.addEventListener('session', this.session);
    document.addEventListener('keydown', this.key);
    // The three administrators see no case, and are not refused one each 15 seconds.
    if (this.isStaff()) {
      this.live.start();
    }
    this.unwatch = this.live.onState(() => this.title());
    this.title();
  }

  // A new page begins at its heading, for eyes and for screen readers.
  arrived() {
    window.scrollTo(0, 0);
    const main = document.getElementById('main');
    if (main) {
      main.focus({ preventScroll: true });
    }
    this.title();
    announce(this.pageName());
  }

  isStaff() {
    return !this.props.me.roles.some((role) => ADMINISTRATORS.includes(role));
  }

  // What the address names, else where they work.
  part() {
    const { roles } = this.props.me;
    return this.state.path.split('/')[2]
      || (roles.includes('security-admin') ? 'accounts' : roles.includes('audit-admin') ? 'audit' : 'today');
  }

  pageName() {
    const part = this.part();
    switch (part) {
      case 'cases': return this.state.path.split('/')[3] ? w('case.title') : w('nav.queue');
      case 'report': return w('nav.report');
      case 'duty': return this.state.path.split('/')[3] ? w('week.title') : w('nav.duty');
      case 'map': return w('nav.map');
      case 'points': return w('nav.points');
      case 'accounts': return w('nav.accounts');
      case 'audit': return w('nav.audit');
      case 'rules': return w('nav.rules');
      default: return w('nav.today');
    }
  }

  title() {
    const urgent = this.live.emergencies;
    setTitle((urgent ? '(' + urgent + ') ' : '') + this.pageName() + ' · ' + w('desk.name'));
  }

  page() {
    const { me } = this.props;
    const parts = this.state.path.split('/');
    const live = this.live;
    const later = (load) => h(Later, {
      key: this.state.path, me, query: this.state.query, id: parts[3] && decodeURIComponent(parts[3]), load
    });
    switch (this.part()) {
      case 'today': return h(Today, { me, live });
      case 'cases': return parts[3]
        ? h(CasePage, { me, live, id: decodeURIComponent(parts[3]), key: parts[3] })
        : h(Queue, { me, live, query: this.state.query });
      case 'report': return h(ReportPage, { me });
      case 'duty': return parts[3] === 'week' ? later(async () => (await import('./week.js')).WeekPage) : h(DutyPage, { me });
      case 'map': return h(MapPage, { me, live });
      case 'points': return later(async () => {
        const pages = await import('./points.js');
        return !parts[3] ? pages.PointsPage : parts[3] === 'print' ? pages.SheetsPage : pages.PointPage;
      });
      case 'accounts': return later(async () => (parts[3] ? (await import('./account.js')).AccountPage : (await import('./accounts.js')).AccountsPage));
      case 'rules': return later(async () => (parts[3] ? (await import('./rule.js')).RulePage : (await import('./rules.js')).RulesPage));
      case 'audit': return later(async () => (await import('./audit.js')).AuditPage);
      default: return h('div', null, h('h1', null, w('desk.no-page')), h('p', null, h('a', { href: '/desk/' }, w('nav.today'))));
    }
  }

  render({ me }, state) {
    const may = (role) => me.roles.includes(role);
    const here = this.part();
    const staff = this.isStaff();
    const nav = [
      ['today', '/desk/', w('nav.today'), staff],
      ['cases', '/desk/cases?sort=dueAt', w('nav.queue'), staff],
      ['map', '/desk/map', w('nav.map'), staff],
      ['report', '/desk/report', w('nav.report'), may('dispatcher') || may('reporter')],
      ['duty', '/desk/duty', w('nav.duty'), staff],
      ['points', '/desk/points', w('nav.points'), may('dispatcher') || may('admin')],
      ['rules', '/desk/rules', w('nav.rules'), staff],
      ['accounts', '/desk/accounts', w('nav.accounts'), may('security-admin')],
      ['audit', '/desk/audit', w('nav.audit'), may('audit-admin')]
    ];
    return h('div', { class: 'desk' },
      h('a', { class: 'skip', href: '#main' }, w('desk.skip')),
      h('header', { class: 'top unprinted' },
        h('a', { class: 'brand', href: '/desk/' }, w('desk.name')),
        h('nav', { 'aria-label': w('desk.parts') },
          nav.filter((one) => one[3]).map(([name, href, text]) =>
            h('a', { href, 'aria-current': name === here ? 'page' : null, key: name }, text))),
        h('div', { class: 'tools' },
          h('button', {
            type: 'button', class: 'tool', 'aria-pressed': String(state.large),
            onClick: () => { setLarge(!state.large); this.setState({ large: !state.large }); }
          }, w('desk.large')),
          h('label', { class: 'tool' }, h('span', { class: 'unseen' }, w('desk.language')),
            h('select', { id: 'language', onChange: (e) => setLanguage(e.target.value) },
              LANGUAGES.map(([code, name]) => h('option', { value: code, selected: code === language(), lang: code, key: code }, name)))),
          h('button', { type: 'button', class: 'tool', onClick: () => this.setState({ keys: true }) }, w('keys.title')),
          h('a', { class: 'tool', href: '/account' }, me.name || me.account || me.client))),
      state.over ? h(SignedOut, { account: me.account }) : null,
      state.keys ? h(Keys, { close: () => this.setState({ keys: false }) }) : null,
      h('main', { id: 'main', tabIndex: -1 }, this.page()));
  }
}

class SignedOut extends Component {
  componentDidMount() {
    this.timer = setInterval(() => look(this.props.account).catch(() => null), 2000);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  render() {
    return h('div', { class: 'note warn over unprinted', role: 'alertdialog', 'aria-labelledby': 'over' },
      h('p', { id: 'over' }, w('desk.signed-out')),
      h('a', { class: 'button main', href: '/sign-in?to=/desk/', target: '_blank', id: 'sign-in-again' }, w('page.sign-in')));
  }
}
