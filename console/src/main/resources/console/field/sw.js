// Keeps the page itself, one cache for a version: shell, modules, words. What the county says is kept by the page.
const VERSION = '{{version}}';
const FILES = JSON.parse('{{files}}');
const SHELL = '/field/';

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(VERSION).then(function (cache) {
    // Versioned files may come from the browser's own cache, the shell must not: it names their version.
    return Promise.all([cache.addAll(FILES), fetch(SHELL, { cache: 'no-store', credentials: 'same-origin' }).then(function (shell) {
      return shell.text().then(function (text) {
        if (!shell.ok || text.indexOf(VERSION) < 0) {
          throw new Error('another version');
        }
        return cache.put(SHELL, new Response(text, { headers: shell.headers }));
      });
    })]);
  }));
});

// Only when somebody asks for it: a page that is open goes on with the files it began with.
self.addEventListener('message', function (event) {
  if (event.data === 'take-over') {
    self.skipWaiting();
  }
});

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name === VERSION ? null : caches.delete(name);
    }));
  }).then(function () {
    return self.clients.claim();
  }));
});

self.addEventListener('fetch', function (event) {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) {
    return;
  }
  if (event.request.mode === 'navigate' && (url.pathname + '/').indexOf(SHELL) === 0) {
    // From the phone at once, with a network, too: the browser looks for a newer version by itself.
    event.respondWith(caches.match(SHELL).then(function (kept) {
      return kept || fetch(event.request);
    }));
  } else if (url.pathname.indexOf('/console/' + VERSION + '/') === 0 || url.pathname === '/field/manifest.webmanifest') {
    event.respondWith(caches.match(event.request).then(function (kept) {
      return kept || fetch(event.request);
    }));
  }
});
