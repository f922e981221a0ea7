// Keeps what the field page needs without network, one cache for a version.
const VERSION = '{{version}}';
const FILES = JSON.parse('{{files}}');

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(VERSION).then(function (cache) {
    return cache.addAll(FILES.concat('/field/'));
  }));
});

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name === VERSION ? null : caches.delete(name);
    }));
  }));
});

self.addEventListener('fetch', function (event) {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) {
    return;
  }
  if (event.request.mode === 'navigate' && url.pathname.indexOf('/field/') === 0) {
    event.respondWith(fetch(event.request).catch(function () {
      return caches.match('/field/');
    }));
  } else if (url.pathname.indexOf('/console/') === 0) {
    event.respondWith(caches.match(event.request).then(function (kept) {
      return kept || fetch(event.request);
    }));
  }
});
