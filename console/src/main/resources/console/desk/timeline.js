// Every fact in one line that can be read: when, who, what. A fact nobody has a word for is shown by its name.
import { h } from '../lib/ui.js';
import { w, named, wordFor } from '../lib/words.js';
import { dateTime, shortTime } from '../lib/format.js';
import { Name } from './names.js';

// What is said of a fact beside its words, in this order, where it has it.
const DETAILS = {
  assignee: (it) => h(Name, it),
  side: (it) => h(Name, { type: it.type === 'UNIT' ? 'UNIT' : 'DIVISION', code: it.code }),
  tier: (it) => named('tier.', it),
  rung: (it) => named('rung.', it),
  step: (it) => named('step.', it),
  percent: (it) => it + ' %',
  cause: (it) => named('cause.', it),
  score: (it) => '★'.repeat(it),
  purpose: (it) => it,
  intoNumber: (it) => it,
  parentNumber: (it) => it,
  number: null,
  amount: (it) => it + ' ¥',
  people: (it) => String(it),
  categories: (it) => it[it.length - 1]
};
const TIMES = ['handleBy', 'dispatchBy', 'verifyBy', 'closeBy', 'checkBy', 'dueAt', 'answerBy', 'until', 'shutsAt'];

export function Timeline({ facts, now }) {
  return h('ol', { class: 'facts', id: 'facts' }, facts.map((fact) => h('li', { key: fact.seq },
    h('time', { dateTime: fact.at, title: dateTime(fact.at), class: 'soft small' }, shortTime(fact.at, now)), ' ',
    h('span', { class: 'who' }, who(fact.by)), ' ',
    h('strong', null, what(fact)), ' ',
    details(fact),
    texts(fact))));
}

function who(by) {
  const [person] = by.split(' via ');
  if (/^M-\d/.test(person)) {
    return h(Name, { type: 'MEMBER', code: person });
  }
  return h('bdi', null, named('by.', person));
}

function what(fact) {
  const type = fact.type.replace(/^wangge\.case\.|\.v\d+$/g, '');
  return wordFor('fact.', type) ?? fact.type;
}

function details(fact) {
  const data = fact.data ?? {};
  const said = [];
  if (fact.type.includes('.located.')) {
    said.push(data.gridCode ? h(Name, { type: 'GRID', code: data.gridCode })
      : data.divisionCode ? h(Name, { type: 'DIVISION', code: data.divisionCode }) : null, named('rule.', data.rule));
  }
  if (fact.type.includes('.left-for-dispatcher.')) {
    said.push(named('left.', data.reason));
  }
  if (fact.type.includes('.escalated.')) {
    said.push(h(Name, { type: 'DIVISION', code: data.to }));
  }
  if (fact.type.includes('.alert-reported.')) {
    said.push(named('alert.', data.status), data.channel, recipient(data.recipient));
  }
  for (const name of Object.keys(DETAILS)) {
    const value = data[name];
    if (value !== null && value !== undefined && value !== '' && DETAILS[name] && !String(value).startsWith('sha256:')) {
      said.push(DETAILS[name](value));
    }
  }
  const time = TIMES.find((name) => data[name]);
  if (time) {
    said.push(h('span', { class: 'soft' }, w('fact.until', dateTime(data[time]))));
  }
  return said.filter(Boolean).map((one) => [h('span', { class: 'detail' }, one), ' ']);
}

function recipient(code) {
  return /^M-\d/.test(code) ? h(Name, { type: 'MEMBER', code })
    : code.startsWith('unit:') ? h(Name, { type: 'UNIT', code: code.slice(5) }) : h('bdi', null, named('by.', code.split(':')[0]));
}

function texts(fact) {
  // What was reported stands on the page already.
  if (fact.type.includes('.reported.')) {
    return null;
  }
  const said = Object.values(fact.texts ?? {}).filter(Boolean);
  return said.length ? h('div', { class: 'text quoted', dir: 'auto' }, said.join('\n')) : null;
}
