// What was written, kept until the server has acknowledged it. An entry:
//   seq, id (its Idempotency-Key), account, kind ('report', 'action', 'photo', 'zero'), path and body in which
//   '@case:ID' and '@photo:ID' stand for what comes of other entries, dependsOn (ids that go first), caseId ('@case:ID'
//   of one that is not sent yet), label, writtenAt and offset (the phone's clock and how far it is off), state
//   ('waiting', 'sending', 'refused', 'conflict', 'done'), why and problem, base (the case as it was when it was
//   written) and current (as it is now, in a conflict), raw (the body as it was first sent), result.
import { transact, ask } from './db.js';
import { me, tell } from './store.js';

let trouble = null;

// Why nothing goes out: null, 'network', 'signed-out', 'busy'.
export function whyNot() {
  return trouble;
}

export function because(why) {
  if (trouble !== why) {
    trouble = why;
    tell('outbox');
  }
}

function everyEntry() {
  return transact('readonly', function (stores, give) {
    ask(stores.outbox.getAll(), give);
  });
}

// Those of whoever is signed in, in order; what others wrote is nobody's to see.
export async function entries() {
  const who = me();
  const all = await everyEntry();
  return all.filter(function (one) {
    return who && one.account === who.account;
  });
}

export function unsent(list) {
  return list.filter(function (one) {
    return one.state !== 'done';
  });
}

export async function othersUnsent() {
  const who = me();
  return unsent(await everyEntry()).filter(function (one) {
    return !who || one.account !== who.account;
  }).length;
}
