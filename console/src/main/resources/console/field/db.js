// What the phone keeps, in IndexedDB: 'kept' for what was read, 'outbox' for what was written, 'photos' beside it.
const NAME = 'wangge-field';

let opening = null;

// The phone has no room, or its browser keeps nothing at all (a private window): what was written is still on the screen.
export class KeepError extends Error {
  constructor(full, cause) {
    super(full ? 'full' : 'unavailable');
    this.name = 'KeepError';
    this.full = full;
    this.cause = cause;
  }
}

function isFull(error) {
  return !!error && (error.name === 'QuotaExceededError' || /quota|disk|space/i.test(String(error.message)));
}

function open() {
  if (!opening) {
    opening = new Promise(function (resolve, reject) {
      let asked;
      try {
        asked = self.indexedDB.open(NAME, 1);
      } catch (error) {
        reject(new KeepError(false, error));
        return;
      }
      asked.onupgradeneeded = function () {
        const db = asked.result;
        db.createObjectStore('kept', { keyPath: 'key' });
        db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('id', 'id', { unique: true });
        db.createObjectStore('photos', { keyPath: 'id' });
      };
      asked.onsuccess = function () {
        const db = asked.result;
        // Another tab has a newer page: it must not wait for this one.
        db.onversionchange = function () {
          db.close();
          opening = null;
        };
        db.onclose = function () {
          opening = null;
        };
        resolve(db);
      };
      asked.onerror = function () {
        reject(new KeepError(isFull(asked.error), asked.error));
      };
    });
    opening.catch(function () {
      opening = null;
    });
  }
  return opening;
}

// One transaction: work(stores, give) asks at once, gives what came of it, and all of it is written when this answers.
export async function transact(mode, work) {
  const db = await open();
  return new Promise(function (resolve, reject) {
    let given;
    let tx;
    try {
      tx = db.transaction(['kept', 'outbox', 'photos'], mode);
    } catch (error) {
      opening = null;
      reject(new KeepError(false, error));
      return;
    }
    tx.oncomplete = function () {
      resolve(given);
    };
    tx.onabort = function () {
      reject(new KeepError(isFull(tx.error), tx.error));
    };
    try {
      work({
        kept: tx.objectStore('kept'),
        outbox: tx.objectStore('outbox'),
        photos: tx.objectStore('photos')
      }, function (value) {
        given = value;
      });
    } catch (error) {
      // All of it or nothing.
      reject(new KeepError(isFull(error), error));
      tx.abort();
    }
  });
}

// Asks a store, and goes on with what it has.
export function ask(request, next) {
  request.onsuccess = function () {
    next(request.result);
  };
}
