// Which part of the page stands for which address, and where the parts that are fetched later put themselves.
const parts = {};
const asked = {};
const BASE = document.querySelector('script[type=module]').src.replace(/[^/]*$/, '');

export function register(name, component) {
  parts[name] = component;
}

export function part(name) {
  return parts[name] || null;
}

// A module of its own address that registers itself: browsers of 2017 have no import().
export function fetchPart(name) {
  if (!asked[name]) {
    asked[name] = new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.type = 'module';
      script.src = BASE + name + '.js';
      script.onload = resolve;
      script.onerror = function () {
        delete asked[name];
        script.remove();
        reject(new Error(name));
      };
      document.head.appendChild(script);
    });
  }
  return asked[name];
}

// What an address shows: {name, id}.
export function placeOf(path) {
  const found = /^\/field\/(cases|report|waiting|more)(?:\/([^/]+))?\/?$/.exec(path);
  if (!found) {
    return { name: 'tasks', id: null };
  }
  return { name: found[1] === 'cases' ? 'case' : found[1], id: found[2] || null };
}

export function go(path) {
  if (path !== location.pathname + location.search) {
    history.pushState(null, '', path);
  }
  window.dispatchEvent(new CustomEvent('went'));
}

// For links: by a tap within the page, by anything else as browsers do.
export function goes(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  go(event.currentTarget.getAttribute('href'));
}
