// What is fetched so that it can be opened without network later, and what leaves the phone.
import { get } from '../lib/api.js';
import { kept, keep, keepFor, keptUnder, drop, me, mine, now, tell, heardClock } from './store.js';
import { register } from './pages.js';
import { MINE_TO_DO } from './tasks.js';

const AHEAD = 20;

// Fetches what can be opened without network later, and looks what became of cases that are in the list no more.
export async function lookAhead(items) {
  const who = me().account;
  const saves = navigator.connection && navigator.connection.saveData;
  const listed = {};
  for (let i = 0; i < items.length; i++) {
    listed[items[i].id] = true;
    if (i < AHEAD && !saves) {
      const have = await kept('case/' + items[i].id);
      if (!have || have.value.version !== items[i].version) {
        await fetchCase(items[i].id, who);
      }
    }
  }
  const all = await keptUnder('case/');
  for (let i = 0; i < all.length; i++) {
    const id = all[i].value.id;
    if (!listed[id] && MINE_TO_DO[all[i].value.status]) {
      await fetchCase(id, who);
    }
  }
}

// The case as it is now, kept; one that is theirs to see no more leaves the phone, and they are told.
export async function fetchCase(id, who) {
  const asked = Date.now();
  try {
    const answer = await get('/api/v1/cases/' + id);
    heardClock(answer.date, asked);
    const before = await kept('case/' + id);
    if (before && wasMine(before.value) && !wasMine(answer.body) && answer.body.assignee) {
      await leaves(id, 'given');
    }
    await keepFor(who, 'case/' + id, answer.body);
    tell('kept');
    return answer.body;
  } catch (failure) {
    if (failure.status === 403 || failure.status === 404) {
      await drop('case/' + id);
      await leaves(id, 'gone');
      tell('kept');
    }
    throw failure;
  }
}

function wasMine(one) {
  return !!one.assignee && mine().indexOf(one.assignee.code) >= 0;
}

async function leaves(id, why) {
  const tasks = await kept('tasks');
  const listed = tasks && tasks.value.filter(function (one) {
    return one.id === id;
  })[0];
  const left = ((await kept('left')) || { value: [] }).value;
  left.push({ id: id, number: listed ? listed.number : null, why: why, at: now() });
  await keep('left', left.slice(-10));
  if (listed) {
    await keep('tasks', tasks.value.filter(function (one) {
      return one.id !== id;
    }));
  }
}

register('ahead', { lookAhead: lookAhead, fetchCase: fetchCase });
