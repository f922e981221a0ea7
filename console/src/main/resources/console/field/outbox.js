// How what was written comes to the county: in order, each under its own key, until it is acknowledged.
import { request, newKey } from '../lib/api.js';
import { transact, ask } from './db.js';
import { me, now, clockOffset, heardClock, recognise, sure, tell, keepFor } from './store.js';
import { entries, unsent, because } from './entries.js';
import { register } from './pages.js';

const LOCK = 'wangge-field-outbox';
const LEASE = 90000;
const TO_SEND = { waiting: true, sending: true };
const KEPT_WHEN_DONE = 24 * 3600000;
const tab = newKey();

let running = false;
let again = false;
let timer = null;
let pause = 5000;

export { newKey };

export function photoOf(id) {
  return transact('readonly', function (stores, give) {
    ask(stores.photos.get(id), function (found) {
      give(found ? found.blob : null);
    });
  });
}

// Writes all of them, or none; photos: id to blob. Afterwards they outlive whatever happens to the page.
export async function write(list, photos) {
  const who = me();
  const at = Date.now();
  const before = unsent(await entries());
  const complete = list.map(function (one) {
    const entry = Object.assign({
      account: who.account, state: 'waiting', why: null, problem: null, writtenAt: at, offset: clockOffset(), result: null
    }, one);
    entry.dependsOn = (one.dependsOn || []).concat(last(before, one.caseId)).filter(function (id, index, ids) {
      return ids.indexOf(id) === index && id !== entry.id;
    });
    return entry;
  });
  await transact('readwrite', function (stores) {
    complete.forEach(function (entry) {
      stores.outbox.add(entry);
      if (photos && photos[entry.id]) {
        stores.photos.put({ id: entry.id, blob: photos[entry.id] });
      }
    });
  });
  if (navigator.storage && navigator.storage.persist) {
    navigator.storage.persist().catch(function () {});
  }
  tell('outbox');
  send();
}

// What concerns one case goes in the order in which it was written.
function last(before, caseId) {
  const same = before.filter(function (one) {
    return caseId && one.caseId === caseId;
  });
  return same.length ? [same[same.length - 1].id] : [];
}

async function change(id, changes, others) {
  await transact('readwrite', function (stores, give) {
    ask(stores.outbox.index('id').get(id), function (entry) {
      if (entry) {
        stores.outbox.put(Object.assign(entry, changes));
      }
      if (others) {
        others(stores);
      }
      give(entry);
    });
  });
  tell('outbox');
}

export async function retry(id, changes) {
  await change(id, Object.assign({ state: 'waiting', why: null, problem: null, current: null, notBefore: 0 }, changes));
  send();
}

// Goes in the entry's place, as something else: what was refused is not asked for again under its key.
export async function replace(id, changes) {
  const key = newKey();
  await transact('readwrite', function (stores) {
    ask(stores.outbox.getAll(), function (all) {
      all.forEach(function (entry) {
        if (entry.id === id) {
          stores.outbox.put(Object.assign(entry, {
            id: key, state: 'waiting', why: null, problem: null, current: null, raw: null, notBefore: 0
          }, changes));
        } else if (entry.dependsOn.indexOf(id) >= 0) {
          entry.dependsOn[entry.dependsOn.indexOf(id)] = key;
          stores.outbox.put(entry);
        }
      });
    });
  });
  tell('outbox');
  send();
}

// What cannot go without it, all the way down.
export function dependents(list, id) {
  const found = [];
  let look = [id];
  while (look.length) {
    const these = look;
    look = [];
    list.forEach(function (entry) {
      const needs = these.some(function (one) {
        return entry.caseId === '@case:' + one || String(entry.path).indexOf('@case:' + one) >= 0;
      });
      if (needs && entry.id !== id && found.indexOf(entry) < 0 && entry.state !== 'done') {
        found.push(entry);
        look.push(entry.id);
      }
    });
  }
  return found;
}

// Only ever by somebody's own hand.
export async function discard(id) {
  const gone = [id].concat(dependents(await entries(), id).map(function (one) {
    return one.id;
  }));
  await transact('readwrite', function (stores) {
    ask(stores.outbox.getAll(), function (all) {
      all.forEach(function (entry) {
        if (gone.indexOf(entry.id) >= 0) {
          stores.outbox.delete(entry.seq);
          stores.photos.delete(entry.id);
        }
      });
    });
  });
  tell('outbox');
  send();
}

export async function discardOthers() {
  const who = me();
  await transact('readwrite', function (stores) {
    ask(stores.outbox.getAll(), function (all) {
      all.forEach(function (entry) {
        if (entry.account !== who.account) {
          stores.outbox.delete(entry.seq);
          stores.photos.delete(entry.id);
        }
      });
    });
  });
  tell('outbox');
}

// One tab sends at a time: by the browser's locks, else by a lease that is renewed before each request.
async function alone(work) {
  if (navigator.locks) {
    return navigator.locks.request(LOCK, { ifAvailable: true }, function (lock) {
      return lock ? work(function () {
        return true;
      }) : later(LEASE / 3);
    });
  }
  if (await leased()) {
    try {
      return await work(leased);
    } finally {
      await transact('readwrite', function (stores) {
        ask(stores.kept.get('lease'), function (lease) {
          if (lease && lease.tab === tab) {
            stores.kept.delete('lease');
          }
        });
      });
    }
  }
  return later(LEASE / 3);
}

function leased() {
  return transact('readwrite', function (stores, give) {
    ask(stores.kept.get('lease'), function (lease) {
      const free = !lease || lease.tab === tab || lease.until < Date.now() || lease.until > Date.now() + 2 * LEASE;
      if (free) {
        stores.kept.put({ key: 'lease', tab: tab, until: Date.now() + LEASE });
      }
      give(free);
    });
  });
}

function later(millis) {
  clearTimeout(timer);
  timer = setTimeout(send, millis);
}

// Sends what can go. It may be called at any time, by anybody, as often as they like.
export async function send() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      await alone(sendAll);
    } while (again);
  } catch (failure) {
    if (failure.name !== 'KeepError') {
      throw failure;
    }
    because('network');
    later(pause);
  } finally {
    running = false;
  }
}

async function sendAll(mayGoOn) {
  if (!unsent(await entries()).some(function (one) { return TO_SEND[one.state]; })) {
    await tidy();
    because(null);
    return;
  }
  const trusted = await whoIsThere();
  if (!trusted) {
    return;
  }
  for (;;) {
    const all = await entries();
    const next = all.filter(function (one) {
      return TO_SEND[one.state] && isReady(one, all) && !(one.notBefore > Date.now());
    })[0];
    if (!next) {
      const waits = all.some(function (one) {
        return TO_SEND[one.state] && one.notBefore > Date.now();
      });
      if (waits) {
        later(pause);
      }
      because(waits ? 'busy' : null);
      return;
    }
    if (!(await mayGoOn())) {
      return;
    }
    const goesOn = await sendOne(next, all);
    if (!goesOn) {
      return;
    }
    pause = 5000;
  }
}

export function isReady(entry, all) {
  return entry.dependsOn.every(function (id) {
    const other = all.filter(function (one) {
      return one.id === id;
    })[0];
    return !other || other.state === 'done';
  });
}

function cannotReach(failure) {
  if (failure.kind === 'signed-out') {
    because('signed-out');
  } else {
    because(failure.kind === 'problem' ? 'busy' : 'network');
    pause = Math.min(pause * 2, 60000);
    later(failure.retryAfter ? failure.retryAfter * 1000 : pause);
  }
}

// Nothing goes out under somebody else's name: another tab may have signed somebody else in.
async function whoIsThere() {
  const asked = Date.now();
  let answer;
  try {
    answer = await request('GET', '/api/v1/me');
  } catch (failure) {
    if (!failure.kind) {
      throw failure;
    }
    cannotReach(failure);
    return false;
  }
  heardClock(answer.date, asked);
  const who = me();
  if (!who || answer.body.account !== who.account) {
    await recognise(answer.body);
    again = true;
    return false;
  }
  return true;
}

// '@case:ID' and '@photo:ID' in any text of it become what the server made of these; a photo that was given up is left out.
export function filled(value, all) {
  if (typeof value === 'string') {
    return value.replace(/@(case|photo):([0-9a-f-]{36})/g, function (name, kind, id) {
      const made = all.filter(function (one) {
        return one.id === id && one.result;
      })[0];
      return made ? (kind === 'case' ? made.result.caseId : made.result.photoId) : name;
    });
  }
  if (Array.isArray(value)) {
    return value.map(function (one) {
      return filled(one, all);
    }).filter(function (one) {
      return typeof one !== 'string' || !/^@photo:/.test(one);
    });
  }
  if (value && typeof value === 'object') {
    const copy = {};
    Object.keys(value).forEach(function (name) {
      copy[name] = filled(value[name], all);
    });
    return copy;
  }
  return value;
}

async function sendOne(entry, all) {
  const path = filled(entry.path, all);
  const caseId = entry.caseId ? filled(entry.caseId, all) : null;
  const options = { key: entry.id, patience: entry.kind === 'photo' ? 300000 : 40000 };
  if (entry.kind === 'photo') {
    options.body = await photoOf(entry.id);
    options.type = 'image/jpeg';
  } else {
    // A repeat under the same key is the same, letter by letter.
    options.body = entry.raw || JSON.stringify(filled(entry.body, all));
    options.type = 'application/json';
  }
  if (entry.kind === 'action') {
    options.resource = '/api/v1/cases/' + caseId;
    const version = entry.seen || (entry.base ? entry.base.version : null);
    if (version) {
      options.ifMatch = '"' + version + '"';
    }
  }
  await change(entry.id, {
    state: 'sending', raw: entry.kind === 'photo' ? null : options.body, path: path, caseId: caseId, triedAt: Date.now()
  });
  const asked = Date.now();
  try {
    const answer = await request('POST', path, options);
    heardClock(answer.date, asked);
    await sure();
    await sent(entry, caseId, answer.body);
    return true;
  } catch (failure) {
    if (!failure.kind) {
      throw failure;
    }
    return refused(entry, caseId, failure);
  }
}

async function sent(entry, caseId, body) {
  const made = body || {};
  const theCase = made.actions && made.status ? made : null;
  const result = {
    caseId: entry.kind === 'report' ? made.id : caseId,
    number: theCase ? theCase.number : null,
    photoId: entry.kind === 'photo' ? made.id : null
  };
  await change(entry.id, { state: 'done', result: result, doneAt: now(), why: null, raw: null, body: null, base: null, current: null },
    function (stores) {
      stores.photos.delete(entry.id);
      if (theCase) {
        // What waits behind it was written by who knew of it.
        ask(stores.outbox.getAll(), function (all) {
          all.forEach(function (one) {
            if (one.kind === 'action' && one.caseId === caseId && one.state === 'waiting' && known(one, entry)) {
              one.seen = theCase.version;
              one.base = Object.assign({}, one.base, { facts: facts(theCase) });
              stores.outbox.put(one);
            }
          });
        });
      }
    });
  if (theCase) {
    await keepFor(entry.account, 'case/' + theCase.id, theCase);
    tell('kept');
  }
}

// Whether nothing else happened between what they saw and this own deed of theirs.
function known(waiting, done) {
  const seen = waiting.seen || (waiting.base ? waiting.base.version : null);
  return seen === null || seen === done.seen || !!done.base && seen === done.base.version;
}

async function refused(entry, caseId, failure) {
  if (failure.kind === 'network' || failure.kind === 'timeout' || failure.kind === 'signed-out') {
    await change(entry.id, { state: 'waiting', why: failure.kind === 'timeout' ? 'network' : failure.kind });
    cannotReach(failure);
    return false;
  }
  if (failure.status >= 500 || failure.status === 429 || failure.status === 408) {
    pause = Math.min(pause * 2, 60000);
    const wait = failure.retryAfter ? failure.retryAfter * 1000 : pause;
    await change(entry.id, { state: 'waiting', why: 'busy', notBefore: Date.now() + wait });
    because('busy');
    later(wait);
    return false;
  }
  const problem = {
    status: failure.status, title: failure.title, detail: failure.detail, name: failure.problem,
    errors: failure.errors.map(function (one) {
      return one.message;
    })
  };
  if (failure.kind === 'conflict') {
    const current = failure.current ? failure.current.body : null;
    if (current) {
      await keepFor(entry.account, 'case/' + current.id, current);
    }
    if (failure.status === 412 && current && isTheSame(entry.base, current) && offers(current, entry.action)) {
      // It moved, but in nothing that they would have to know of.
      await change(entry.id, { state: 'waiting', seen: current.version });
      return true;
    }
    await change(entry.id, { state: 'conflict', problem: problem, current: current });
    return true;
  }
  await change(entry.id, { state: 'refused', problem: problem });
  if (caseId && (failure.status === 403 || failure.status === 404)) {
    tell('gone:' + caseId);
  }
  return true;
}

export function offers(theCase, action) {
  return (theCase.actions || []).some(function (one) {
    return one.name === action;
  });
}

// What somebody who does something ought to know has not changed.
export function isTheSame(before, after) {
  return !!before && JSON.stringify(before.facts) === JSON.stringify(facts(after));
}

export function facts(it) {
  return [
    it.status, it.kind, it.title, it.description, it.assignee, it.round, it.amendments, it.suspended,
    it.location ? [it.location.lng, it.location.lat, it.location.gridCode, it.location.address] : null,
    (it.questions || []).map(function (one) {
      return one.status;
    })
  ];
}

// What an entry remembers of the case it was written about.
export function seen(theCase) {
  return {
    version: theCase.version, status: theCase.status, assignee: theCase.assignee, number: theCase.number,
    title: theCase.title, facts: facts(theCase)
  };
}

// What was sent is shown for a day, as long as nothing waits for what came of it.
async function tidy() {
  await transact('readwrite', function (stores) {
    ask(stores.outbox.getAll(), function (all) {
      const needed = {};
      unsent(all).forEach(function (one) {
        one.dependsOn.forEach(function (id) {
          needed[id] = true;
        });
      });
      all.forEach(function (one) {
        if (one.state === 'done' && !needed[one.id] && Math.abs(now() - one.doneAt) > KEPT_WHEN_DONE) {
          stores.outbox.delete(one.seq);
        }
      });
    });
  });
}

// The case that an entry's '@case:ID' has become; null while it has not.
export async function caseOf(localId) {
  const all = await entries();
  const made = all.filter(function (one) {
    return one.id === localId && one.result;
  })[0];
  return made ? made.result.caseId : null;
}

register('outbox', { send: send, discardOthers: discardOthers });
