// The API as pages call it: by the session's cookie, with what shows that the call is ours. Every failure is an
// ApiError that says whether the network, time, the session or the API's rules were in the way.
import { language } from './words.js';

const PATIENCE = 20000;
// A page that asks by itself, and nobody has touched it since, does not keep anybody signed in.
const LEFT = 60000;
const CHANGING = { POST: true, PUT: true, PATCH: true, DELETE: true };

// kind: 'network' (nobody reached), 'timeout', 'signed-out' (401), 'problem' (the API says no),
// 'conflict' (409 or 412; current holds the resource as it is now, where its address was given).
export class ApiError extends Error {
  constructor(kind, said) {
    super((said && (said.detail || said.title)) || kind);
    this.name = 'ApiError';
    this.kind = kind;
    this.status = (said && said.status) || 0;
    this.title = (said && said.title) || null;
    this.detail = (said && said.detail) || null;
    this.errors = (said && said.errors) || [];
    // The problem's name, such as stale-version.
    this.problem = said && said.type ? String(said.type).replace(/^.*\//, '') : null;
    this.body = said || null;
    this.current = null;
    this.retryAfter = null;
    // With this key the same request may be sent again.
    this.key = null;
  }
}

export function newKey() {
  if (self.crypto && self.crypto.randomUUID) {
    return self.crypto.randomUUID();
  }
  const bytes = new Uint8Array(16);
  self.crypto.getRandomValues(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.prototype.map.call(bytes, function (b) {
    return (b < 16 ? '0' : '') + b.toString(16);
  }).join('');
  return hex.slice(0, 8) + '-' + hex.slice(8, 12) + '-' + hex.slice(12, 16) + '-' + hex.slice(16, 20) + '-' + hex.slice(20);
}

let touched = Date.now();
['pointerdown', 'keydown', 'wheel', 'touchstart'].forEach(function (kind) {
  self.addEventListener(kind, function () { touched = Date.now(); }, { passive: true, capture: true });
});

function cookie(name) {
  const all = document.cookie.split('; ');
  for (let i = 0; i < all.length; i++) {
    if (all[i].indexOf(name + '=') === 0) {
      return all[i].slice(name.length + 1);
    }
  }
  return null;
}

function formToken() {
  return cookie('__Host-wangge-form') || cookie('wangge-form');
}

// A page may be older than its cookie.
async function ownToken() {
  const kept = formToken();
  if (kept) {
    return kept;
  }
  await send('/console/form-token', { credentials: 'same-origin' }, PATIENCE);
  return formToken();
}

async function send(path, init, patience) {
  const controller = self.AbortController ? new self.AbortController() : null;
  let late = false;
  let timer = null;
  const given = Object.assign({}, init);
  if (controller) {
    given.signal = controller.signal;
  }
  const timeUp = new Promise(function (resolve, reject) {
    timer = setTimeout(function () {
      late = true;
      if (controller) {
        controller.abort();
      }
      reject(new ApiError('timeout'));
    }, patience);
  });
  try {
    return await Promise.race([fetch(path, given), timeUp]);
  } catch (failure) {
    throw failure instanceof ApiError ? failure : new ApiError(late ? 'timeout' : 'network');
  } finally {
    clearTimeout(timer);
  }
}

// query: values that are null, undefined or '' are left out; a list is said once for each.
export function withQuery(path, query) {
  const said = [];
  Object.keys(query || {}).forEach(function (name) {
    [].concat(query[name]).forEach(function (value) {
      if (value !== null && value !== undefined && value !== '') {
        said.push(encodeURIComponent(name) + '=' + encodeURIComponent(value));
      }
    });
  });
  return said.length ? path + (path.indexOf('?') < 0 ? '?' : '&') + said.join('&') : path;
}

async function read(answer) {
  const type = answer.headers.get('Content-Type') || '';
  if (answer.status === 204 || answer.status === 304) {
    return null;
  }
  if (type.indexOf('json') >= 0) {
    try {
      return await answer.json();
    } catch (cut) {
      throw new ApiError('network');
    }
  }
  return answer.text();
}

// options: query, json (a body), body and type (any other body), key (Idempotency-Key; a POST without one gets
// its own), ifMatch, ifNoneMatch, patience in ms, resource (address of what is shown when it is refused as stale).
// Answers {status, body, etag, date, headers}; date is the server's clock in ms, or null.
export async function request(method, path, options) {
  const o = options || {};
  const headers = { Accept: 'application/json, application/problem+json', 'Accept-Language': language() };
  if (Date.now() - touched > LEFT) {
    headers['Wangge-Unattended'] = 'true';
  }
  let key = null;
  if (CHANGING[method]) {
    headers['X-XSRF-TOKEN'] = (await ownToken()) || '';
  }
  if (method === 'POST') {
    key = o.key || newKey();
    headers['Idempotency-Key'] = key;
  }
  if (o.ifMatch) {
    headers['If-Match'] = o.ifMatch;
  }
  if (o.ifNoneMatch) {
    headers['If-None-Match'] = o.ifNoneMatch;
  }
  const init = { method: method, headers: headers, credentials: 'same-origin' };
  if (o.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(o.json);
  } else if (o.body !== undefined) {
    headers['Content-Type'] = o.type || 'application/octet-stream';
    init.body = o.body;
  }
  let answer;
  let body;
  try {
    answer = await send(withQuery(path, o.query), init, o.patience || PATIENCE);
    body = await read(answer);
  } catch (failure) {
    failure.key = key;
    throw failure;
  }
  if (answer.ok || answer.status === 304) {
    const date = Date.parse(answer.headers.get('Date'));
    return {
      status: answer.status,
      body: body,
      etag: answer.headers.get('ETag'),
      date: isNaN(date) ? null : date,
      headers: answer.headers
    };
  }
  throw await failed(answer, body, key, o);
}

async function failed(answer, body, key, options) {
  const said = body !== null && typeof body === 'object' ? Object.assign({}, body) : {};
  said.status = answer.status;
  const stale = answer.status === 409 || answer.status === 412;
  const error = new ApiError(answer.status === 401 ? 'signed-out' : stale ? 'conflict' : 'problem', said);
  error.key = key;
  error.retryAfter = Number(answer.headers.get('Retry-After')) || null;
  if (stale && options.resource) {
    try {
      error.current = await request('GET', options.resource);
    } catch (unknown) {
      error.current = null;
    }
  }
  if (answer.status === 401 && typeof window !== 'undefined') {
    window.dispatchEvent(new CustomEvent('signed-out'));
  }
  return error;
}

export function get(path, query, options) {
  return request('GET', path, Object.assign({ query: query }, options));
}

export function post(path, json, options) {
  return request('POST', path, Object.assign(json === undefined ? {} : { json: json }, options));
}

export function put(path, json, options) {
  return request('PUT', path, Object.assign({ json: json }, options));
}
