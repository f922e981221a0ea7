// What changes elsewhere comes here by itself: as a stream while there is one, else by asking every 15 seconds.
// Whoever listens is told that something changed, and asks for what it shows.
import { get } from '../lib/api.js';
import { Sound } from './sound.js';

const SOON = 700;
const EACH = 15000;

export class Live {
  constructor() {
    this.listeners = new Set();
    this.states = new Set();
    this.cases = new Map();
    this.streaming = false;
    this.emergencies = 0;
    this.seen = null;
    this.sound = new Sound();
  }

  start() {
    this.connect();
    this.count();
    setInterval(() => {
      if (!this.streaming) {
        this.tell();
      }
      this.count();
    }, EACH);
  }

  // A browser has six connections to a county: of all its tabs one has the stream, and tells the others.
  connect() {
    if (!window.EventSource) {
      return;
    }
    if (!navigator.locks || !window.BroadcastChannel) {
      this.stream((said) => this.told(said));
      // A page that the browser keeps for going back would keep its connection.
      window.addEventListener('pagehide', () => this.source?.close());
      window.addEventListener('pageshow', (event) => event.persisted && this.stream((said) => this.told(said)));
      return;
    }
    const tabs = new BroadcastChannel('wangge-desk');
    let own = null;
    const say = (said) => {
      own = said.kind === 'case' ? own : said;
      this.told(said);
      tabs.postMessage(said);
    };
    tabs.onmessage = ({ data }) => {
      if (data.kind !== 'new') {
        this.told(data);
      } else if (own) {
        tabs.postMessage(own);
      }
    };
    tabs.postMessage({ kind: 'new' });
    navigator.locks.request('wangge-desk-stream', () => {
      this.stream(say);
      return new Promise(() => {});
    });
  }

  stream(say) {
    const source = new EventSource('/api/v1/cases:watch');
    this.source = source;
    source.addEventListener('hello', () => say({ kind: 'open' }));
    source.addEventListener('case', (event) => say({ kind: 'case', text: event.data }));
    source.addEventListener('reset', () => say({ kind: 'case', text: '' }));
    source.onerror = () => {
      say({ kind: 'cut' });
      // A browser tries again by itself after a cut, but not after a refusal.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => this.stream(say), 4 * EACH);
      }
    };
  }

  told({ kind, text }) {
    if (kind === 'case') {
      this.heard(text);
      return;
    }
    this.streaming = kind === 'open';
    this.changed();
    // Whatever happened between two streams is asked for.
    if (this.streaming) {
      this.tell();
    }
  }

  heard(text) {
    let said;
    try {
      said = text ? JSON.parse(text) : {};
    } catch (broken) {
      return;
    }
    for (const listener of this.cases.get(said.id) ?? []) {
      listener(said);
    }
    this.tell();
    if (said.emergency) {
      this.count();
    }
  }

  // Several changes at once are one reason to ask.
  tell() {
    if (!this.timer) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.listeners.forEach((listener) => listener());
      }, SOON);
    }
  }

  // How many emergencies nobody has finished yet: in the title, and a sound when there are more than before.
  async count() {
    try {
      const { body } = await get('/api/v1/cases', { kind: 'EMERGENCY', sort: 'dueAt', limit: 50 });
      const now = new Set(body.items.map((it) => it.id));
      if (this.seen && [...now].some((id) => !this.seen.has(id))) {
        this.sound.ring();
      }
      this.seen = now;
      this.emergencies = now.size;
      this.changed();
    } catch (failure) {
      // The page says itself when it cannot ask; the number of before stays.
    }
  }

  changed() {
    this.states.forEach((listener) => listener());
  }

  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onState(listener) {
    this.states.add(listener);
    return () => this.states.delete(listener);
  }

  onCase(id, listener) {
    if (!this.cases.has(id)) {
      this.cases.set(id, new Set());
    }
    this.cases.get(id).add(listener);
    return () => this.cases.get(id).delete(listener);
  }
}
