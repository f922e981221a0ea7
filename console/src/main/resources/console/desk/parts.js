// Small pieces that several pages show.
import { h } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, untilDue } from '../lib/format.js';

// What went wrong with a part of a page: the part says so, the rest goes on.
export function Failure({ error, again }) {
  return h('div', { class: 'note bad', role: 'alert' },
    h('p', null, why(error)),
    again ? h('button', { type: 'button', onClick: again }, w('desk.again')) : null);
}

export function why(error) {
  if (error.kind === 'network') {
    return w('failed.network');
  }
  if (error.kind === 'timeout') {
    return w('failed.timeout');
  }
  if (error.status === 403) {
    return w('failed.not-yours');
  }
  if (error.status === 404) {
    return w('failed.not-there');
  }
  if (error.status >= 500) {
    return w('failed.away');
  }
  return [error.title, error.detail].filter(Boolean).join(' — ') || String(error.message);
}

export function Due({ at, now }) {
  if (!at) {
    return null;
  }
  const left = new Date(at).getTime() - now;
  const tone = left < 0 ? 'bad' : left < 3600000 ? 'warn' : 'soft';
  return h('time', { dateTime: at, title: dateTime(at), class: tone }, (left < 0 ? '⚠ ' : '') + untilDue(at, now));
}

export function Status({ status }) {
  return h('span', { class: 'tag status-' + status.toLowerCase() }, named('status.', status));
}

export function Kind({ kind }) {
  return h('span', { class: kind === 'EMERGENCY' ? 'tag urgent' : 'kind' }, named('kind.', kind));
}

// Hostile or right-to-left, it stays in its box and is only ever text.
export function Text({ text }) {
  return h('div', { class: 'text', dir: 'auto' }, text);
}

// Keys that are typed into a field are that field's.
export function isTyping(event) {
  const at = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    || (at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName)));
}
