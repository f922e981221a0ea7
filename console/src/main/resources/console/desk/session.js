// A session that ends in the middle of a form: the form stays, whoever it is signs in beside it, and what was
// being sent is sent again under the same key.
import { get } from '../lib/api.js';

let waiting = null;

export function isOver() {
  return waiting !== null;
}

function signedInAgain() {
  if (!waiting) {
    let go;
    const promise = new Promise((resolve) => { go = resolve; });
    waiting = { promise, go };
    window.dispatchEvent(new CustomEvent('session'));
  }
  return waiting.promise;
}

// Asked now and then while the dialog stands: they may sign in in any window of this browser.
export async function look(account) {
  const answer = await fetch('/api/v1/me', { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!answer.ok || !waiting) {
    return false;
  }
  const me = await answer.json();
  if (me.account !== account) {
    // Somebody else's rights, somebody else's page.
    location.reload();
    return false;
  }
  const { go } = waiting;
  waiting = null;
  go();
  window.dispatchEvent(new CustomEvent('session'));
  return true;
}

// Tries again once they are back; all other failures are the caller's.
export async function lasting(call) {
  for (;;) {
    try {
      return await call();
    } catch (failure) {
      if (failure.kind !== 'signed-out') {
        throw failure;
      }
      await signedInAgain();
    }
  }
}

export function read(path, query, options) {
  return lasting(() => get(path, query, options));
}
