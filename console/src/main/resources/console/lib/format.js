// Times as the county's clocks show them, whatever the phone's zone is.
import { w, language } from './words.js';

const ZONE = 'Asia/Shanghai';
const made = {};

function formatter(name, options) {
  const key = language() + name;
  if (!made[key]) {
    // Tibetan dates have no agreed form on screens: digits, in the order of the Chinese ones.
    const locale = language() === 'en' ? 'en-GB' : 'zh-CN';
    made[key] = new Intl.DateTimeFormat(
      locale, Object.assign({ timeZone: ZONE, hour12: false }, options));
  }
  return made[key];
}

function two(n) {
  return n < 10 ? '0' + n : String(n);
}

function parts(iso) {
  const found = {};
  formatter('parts', {
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric'
  }).formatToParts(new Date(iso)).forEach(function (one) {
    found[one.type] = Number(one.value);
  });
  found.hour = found.hour % 24;
  return found;
}

// 2026-12-01 09:05
export function dateTime(iso) {
  const p = parts(iso);
  return p.year + '-' + two(p.month) + '-' + two(p.day) + ' ' + two(p.hour) + ':' + two(p.minute);
}

// What a field for a time holds (2026-12-01T09:05), by the county's clocks, whose zone knows no summer time.
export function toLocal(iso) {
  return dateTime(iso).replace(' ', 'T');
}

export function fromLocal(text) {
  return text ? text + (text.length === 16 ? ':00' : '') + '+08:00' : undefined;
}

// 09:05 today, 12-01 09:05 this year, else with the year.
export function shortTime(iso, now) {
  const p = parts(iso);
  const n = parts(now === undefined ? Date.now() : now);
  const time = two(p.hour) + ':' + two(p.minute);
  if (p.year === n.year && p.month === n.month && p.day === n.day) {
    return time;
  }
  const day = two(p.month) + '-' + two(p.day) + ' ' + time;
  return p.year === n.year ? day : p.year + '-' + day;
}

// A length of time in its two largest units: 2 d 3 h, 45 min.
export function duration(millis) {
  const minutes = Math.round(Math.abs(millis) / 60000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) {
    return w('time.days', days) + (hours > 0 && days < 10 ? ' ' + w('time.hours', hours) : '');
  }
  if (hours > 0) {
    return w('time.hours', hours) + (rest > 0 ? ' ' + w('time.minutes', rest) : '');
  }
  return w('time.minutes', rest);
}

// In 45 min, or 2 h late.
export function untilDue(iso, now) {
  const left = new Date(iso).getTime() - (now === undefined ? Date.now() : now);
  return left >= 0 ? w('time.left', duration(left)) : w('time.late', duration(left));
}

// How old what is shown is: just now, 3 min ago.
export function ago(millis, now) {
  const old = (now === undefined ? Date.now() : now) - millis;
  return old < 60000 ? w('time.now') : w('time.ago', duration(old));
}

export function number(n) {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
}
