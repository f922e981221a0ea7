// What was read, and whose it is: everything kept here belongs to one account.
import { transact, ask } from './db.js';

// A clock that is wrong by less is as right as clocks are.
const CLOCK_TOLERANCE = 120000;

let account = null;
let offset = 0;
let doubt = false;
const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
  return function () {
    listeners.splice(listeners.indexOf(listener), 1);
  };
}

let channel = null;
try {
  channel = new self.BroadcastChannel('wangge-field');
  channel.onmessage = function (event) {
    tell(event.data, true);
  };
} catch (none) {
  channel = null;
}

// what: 'outbox', 'kept', 'account', 'clock'. Other tabs hear of it, too.
export function tell(what, heard) {
  if (channel && !heard) {
    channel.postMessage(what);
  }
  listeners.slice().forEach(function (listener) {
    listener(what);
  });
}

// The county's time in ms, as far as we know it: the phone's clock and how far it was off when last heard from.
export function now() {
  return Date.now() + offset;
}

export function clockOffset() {
  return Math.abs(offset) > CLOCK_TOLERANCE ? offset : 0;
}

// From the Date of an answer to what was asked at this time of the phone.
export function heardClock(date, askedAt) {
  if (!date) {
    return;
  }
  const measured = date + 500 - (askedAt + Date.now()) / 2;
  const known = Math.abs(measured) < CLOCK_TOLERANCE ? 0 : Math.round(measured);
  if (Math.abs(known - offset) > CLOCK_TOLERANCE / 4) {
    offset = known;
    keep('clock', known).catch(function () {});
    tell('clock');
  }
}

export function me() {
  return account;
}

// Codes whose work is theirs.
export function mine() {
  return account ? [account.person].concat(account.units || [], account.standsInFor || []).filter(Boolean) : [];
}

export async function wake() {
  const known = await kept('me');
  const clock = await kept('clock');
  const form = await kept('form');
  offset = clock ? clock.value : 0;
  account = known ? known.value : null;
  doubt = !!account && !!form && !!formCookie() && form.value !== formCookie();
  return account;
}

// Whether somebody has signed in on this phone since: until the county says who, nobody's data are shown.
export function isInDoubt() {
  return doubt;
}

// Whoever signs in gets another one.
function formCookie() {
  const found = /(?:^|; )(?:__Host-)?wangge-form=([^;]*)/.exec(document.cookie);
  return found ? found[1] : null;
}

// Who is there was asked: what they sign forms by now is theirs.
export async function sure() {
  doubt = false;
  const value = formCookie();
  const form = await kept('form');
  if (value && (!form || form.value !== value)) {
    await keep('form', value);
  }
}

// Who signed in. Somebody else: what the one before read leaves the phone before anything is shown;
// what they wrote and is not sent stays theirs, unseen.
export async function recognise(who) {
  const other = await transact('readwrite', function (stores, give) {
    ask(stores.kept.get('me'), function (before) {
      const changed = !!before && before.value.account !== who.account;
      if (changed) {
        stores.kept.clear();
      }
      stores.kept.put({ key: 'me', value: who, at: Date.now() });
      give(changed);
    });
  });
  const same = account && account.account === who.account;
  account = who;
  await sure();
  if (!same || other) {
    tell('account');
  }
  return other;
}

// All that was read, and who read it: for a phone that is given on.
export async function forget() {
  await transact('readwrite', function (stores) {
    stores.kept.clear();
  });
  account = null;
  tell('account');
}

export function keep(key, value) {
  return transact('readwrite', function (stores) {
    stores.kept.put({ key: key, value: value, at: now() });
  });
}

// {value, at}, or undefined.
export function kept(key) {
  return transact('readonly', function (stores, give) {
    ask(stores.kept.get(key), give);
  });
}

// Of an account: what was asked by one is never kept as another's.
export async function keepFor(who, key, value) {
  return transact('readwrite', function (stores, give) {
    ask(stores.kept.get('me'), function (known) {
      if (known && known.value.account === who) {
        stores.kept.put({ key: key, value: value, at: now() });
        give(true);
      }
    });
  });
}

export function drop(key) {
  return transact('readwrite', function (stores) {
    stores.kept.delete(key);
  });
}

// All whose key begins so.
export function keptUnder(prefix) {
  return transact('readonly', function (stores, give) {
    ask(stores.kept.getAll(self.IDBKeyRange.bound(prefix, prefix + '\uffff')), give);
  });
}

// Phrases that were used most come first.
export async function usedPhrase(text) {
  const counts = ((await kept('phrases')) || { value: {} }).value;
  counts[text] = (counts[text] || 0) + 1;
  await keep('phrases', counts);
}
