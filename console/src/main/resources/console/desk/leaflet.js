// The map library, when a map is opened: it is larger than all the rest.
let loading = null;

export function leaflet() {
  if (!loading) {
    loading = Promise.all([style(), script()]).then(() => window.L);
    loading.catch(() => { loading = null; });
  }
  return loading;
}

function style() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('../vendor/leaflet/leaflet.css', import.meta.url).href;
  return there(link);
}

function script() {
  const tag = document.createElement('script');
  tag.src = new URL('../vendor/leaflet/leaflet.js', import.meta.url).href;
  return there(tag);
}

function there(element) {
  return new Promise((loaded, failed) => {
    element.onload = loaded;
    element.onerror = () => failed(Object.assign(new Error('No map'), { kind: 'network' }));
    document.head.append(element);
  });
}
