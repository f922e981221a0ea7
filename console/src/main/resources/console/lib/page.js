// What pages share besides their content: language, size of letters, what a screen reader is told.
const YEAR = 365 * 24 * 3600;

function keep(name, value) {
  document.cookie = name + '=' + value + '; path=/; max-age=' + (value ? YEAR : 0) + '; samesite=lax';
}

export function isLarge() {
  return document.documentElement.getAttribute('data-type') === 'large';
}

// 适老化: the next page that is opened begins with it.
export function setLarge(large) {
  document.documentElement.setAttribute('data-type', large ? 'large' : '');
  keep('wangge-type', large ? 'large' : '');
}

// The page itself says so in its address' stead: what is written stands in forms, and forms are kept.
export function setLanguage(code) {
  keep('wangge-lang', code);
  location.reload();
}

// Said once, politely, by screen readers; shown to nobody.
export function announce(text) {
  const region = document.getElementById('announcer');
  if (region) {
    region.textContent = '';
    setTimeout(function () {
      region.textContent = text;
    }, 50);
  }
}

export function setTitle(text) {
  document.title = text;
}
