// Each due time as a bar: what has run, where it stood still, and when it is over.
import { h } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { dateTime, untilDue } from '../lib/format.js';
import { Name } from './names.js';

export function ClockBar({ clock, now }) {
  return h('div', null,
    clock.steps.length ? clock.steps.map((step, n) => h(Step, { step, now, key: n })) : h('p', { class: 'soft' }, w('clock.none')),
    clock.unknownYears.length ? h('p', { class: 'note warn' }, w('clock.unknown-years', clock.unknownYears.join(', '))) : null);
}

function Step({ step, now }) {
  const from = Date.parse(step.from);
  const due = step.dueAt ? Date.parse(step.dueAt) : null;
  const end = Math.max(due ?? now, now);
  const width = 1000;
  const at = (time) => Math.max(0, Math.min(width, ((time - from) / Math.max(1, end - from)) * width));
  const late = due !== null && now > due;
  const name = [named('step.', step.step.toUpperCase()), step.side ? h(Name, { type: step.side.type === 'UNIT' ? 'UNIT' : 'DIVISION', code: step.side.code }) : null];
  const said = due === null ? w('clock.stands') : untilDue(step.dueAt, now);
  return h('div', { class: 'step' },
    h('p', null, h('strong', null, name), ' ', h('span', { class: late ? 'bad' : '' }, said)),
    h('svg', { class: 'bar', viewBox: '0 0 1000 20', preserveAspectRatio: 'none', role: 'img', 'aria-label': said },
      h('rect', { class: 'all', x: 0, y: 0, width, height: 20 }),
      h('rect', { class: 'run', x: 0, y: 0, width: at(Math.min(now, due ?? now)), height: 20 }),
      late ? h('rect', { class: 'late', x: at(due), y: 0, width: width - at(due), height: 20 }) : null,
      step.pauses.map((pause, n) => h('rect', {
        class: 'pause', key: n, x: at(Date.parse(pause.from)), y: 0, height: 20,
        width: Math.max(2, at(pause.to ? Date.parse(pause.to) : now) - at(Date.parse(pause.from)))
      }))),
    h('p', { class: 'small soft' }, dateTime(step.from), ' → ', step.dueAt ? dateTime(step.dueAt) : '…', ' · ',
      named('limit.', step.limit.time), ' ', amount(step.limit.amount),
      step.extensions ? ' · ' + w('clock.extensions', step.extensions) : '',
      step.pauses.length ? ' · ' + w('clock.pauses', step.pauses.length) : ''));
}

// PT24H, PT15M, P30D: what is more than two days in hours is days.
function amount(iso) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?.*)?$/.exec(iso);
  if (!found) {
    return iso;
  }
  const hours = Number(found[1] || 0) * 24 + Number(found[2] || 0);
  if (hours >= 24 && hours % 24 === 0) {
    return w('time.days', hours / 24);
  }
  return [hours ? w('time.hours', hours) : '', found[3] ? w('time.minutes', found[3]) : ''].join(' ');
}
