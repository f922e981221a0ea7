// The address is the state: what somebody sees can be bookmarked and sent to somebody else.
let remembered = location.pathname + location.search;

export function path() {
  return location.pathname.replace(/\/+$/, '') || '/desk';
}

export function query() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

export function go(address, instead) {
  if (instead) {
    history.replaceState(null, '', address);
  } else {
    history.pushState(null, '', address);
  }
  remembered = location.pathname + location.search;
  window.dispatchEvent(new CustomEvent('moved', { detail: { kept: Boolean(instead) } }));
}

export function start() {
  // The language is the page's by now; lists take no such filter.
  const asked = new URLSearchParams(location.search);
  if (asked.has('lang')) {
    asked.delete('lang');
    const rest = asked.toString();
    history.replaceState(null, '', location.pathname + (rest ? '?' + rest : '') + location.hash);
    remembered = location.pathname + location.search;
  }
  window.addEventListener('popstate', () => {
    const now = location.pathname + location.search;
    if (now !== remembered) {
      remembered = now;
      window.dispatchEvent(new CustomEvent('moved', { detail: { kept: false } }));
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest ? event.target.closest('a[href^="/desk"]') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || link.target
        || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    go(link.getAttribute('href'));
  });
}
