// Where the open cases lie: grids coloured by what is open and late in them, drawn from the county's own outlines.
// Beside it the same as a list, for whoever sees no map or uses no mouse.
import { h, Component, createRef } from '../lib/ui.js';
import { w, named } from '../lib/words.js';
import { number, shortTime } from '../lib/format.js';
import { announce } from '../lib/page.js';
import { read } from './session.js';
import { Failure } from './parts.js';
import { Name } from './names.js';
import { leaflet } from './leaflet.js';

const FIRST_ZOOM = 9;
const LISTED = 30;
const NUMBERED = 200;
const NONE = { open: 0, overdue: 0 };

export class MapPage extends Component {
  constructor(props) {
    super(props);
    this.state = { error: null, counts: null, chosen: null, duty: null };
    this.canvas = createRef();
    this.zoom = null;
  }

  async componentDidMount() {
    this.unlisten = this.props.live.onChange(() => this.count());
    try {
      const [L] = await Promise.all([leaflet(), this.count()]);
      if (this.canvas.current) {
        this.draw(L);
        await this.outlines();
      }
    } catch (error) {
      this.setState({ error });
    }
  }

  componentWillUnmount() {
    this.unlisten();
    if (this.map) {
      this.map.remove();
      this.map = null;
    }
  }

  within() {
    return this.props.me.divisions[0] || '';
  }

  async count() {
    try {
      const { body } = await read('/api/v1/cases:counts', { by: 'grid' });
      this.sums = summed(body.grids);
      this.setState({ counts: body.grids, error: null }, () => this.colour());
    } catch (error) {
      this.setState({ error });
    }
  }

  draw(L) {
    this.L = L;
    this.map = L.map(this.canvas.current, {
      renderer: L.canvas({ padding: 0.3 }), attributionControl: false, zoomControl: false, minZoom: 4, maxZoom: 18
    });
    this.map.addControl(L.control.zoom({ zoomInTitle: w('map.nearer'), zoomOutTitle: w('map.farther') }));
    this.numbers = L.layerGroup().addTo(this.map);
    this.map.setView([29.7, 98.6], FIRST_ZOOM);
    this.map.on('zoomend', () => this.outlines().catch((error) => this.setState({ error })));
  }

  // As fine as this zoom shows; what was there stays until the new one is.
  async outlines() {
    const zoom = Math.round(this.map.getZoom());
    if (zoom === this.zoom) {
      return;
    }
    const isFirst = this.zoom === null;
    this.zoom = zoom;
    const { body } = await read('/api/v1/map/grids', { within: this.within(), zoom });
    if (!this.map || zoom !== this.zoom) {
      return;
    }
    const L = this.L;
    const colours = tokens();
    const layer = L.geoJSON(body, {
      style: (feature) => this.style(feature, colours),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 4 }),
      onEachFeature: (feature, shape) => shape.on('click', () => this.choose(feature.properties))
    });
    if (this.layer) {
      this.layer.remove();
    }
    this.layer = layer.addTo(this.map);
    this.features = body.features;
    this.number();
    const bounds = layer.getBounds();
    if (isFirst && bounds.isValid()) {
      this.map.fitBounds(bounds, { animate: false });
    }
    this.canvas.current.dataset.drawn = body.features.length;
  }

  // What stands for several grids has what lies in all of them.
  counted(code) {
    return (this.sums && this.sums.get(code.replace(/(000)+$/, ''))) || NONE;
  }

  style(feature, colours) {
    const { open, overdue } = this.counted(feature.properties.code);
    const chosen = this.state.chosen && this.state.chosen.code === feature.properties.code;
    const colour = overdue ? colours.bad : open ? colours.warn : colours.line;
    return {
      color: chosen ? colours.focus : colour, weight: chosen ? 3 : 1, fillColor: colour,
      fillOpacity: overdue || open ? Math.min(0.65, 0.2 + 0.1 * (open + overdue)) : 0.06
    };
  }

  colour() {
    if (this.layer) {
      const colours = tokens();
      this.layer.setStyle((feature) => this.style(feature, colours));
      this.number();
    }
  }

  // How many are open, where they are most.
  number() {
    const L = this.L;
    this.numbers.clearLayers();
    this.features
      .map((feature) => ({ feature, n: this.counted(feature.properties.code) }))
      .filter(({ n }) => n.open > 0)
      .sort((one, other) => other.n.open - one.n.open)
      .slice(0, NUMBERED)
      .forEach(({ feature, n }) => {
        const [lng, lat] = feature.properties.center;
        const mark = document.createElement('span');
        mark.textContent = number(n.open);
        L.marker([lat, lng], {
          icon: L.divIcon({ className: 'count' + (n.overdue ? ' bad' : ''), html: mark, iconSize: [26, 26] }),
          keyboard: false, interactive: false
        }).addTo(this.numbers);
      });
  }

  async choose(place) {
    this.setState({ chosen: place, duty: null }, () => this.colour());
    announce(place.name);
    const kind = place.code.length === 15 ? 'grids' : 'divisions';
    try {
      const { body } = await read('/api/v1/' + kind + '/' + place.code + '/on-duty');
      this.setState({ duty: body });
    } catch (error) {
      this.setState({ duty: { failed: error } });
    }
  }

  render(props, { error, counts, chosen }) {
    const codes = Object.keys(counts || {}).sort((one, other) =>
      counts[other].overdue - counts[one].overdue || counts[other].open - counts[one].open || one.localeCompare(other));
    return h('div', null,
      h('h1', null, w('nav.map')),
      error ? h(Failure, { error, again: () => location.reload() }) : null,
      h('div', { class: 'columns' },
        h('div', { id: 'map', class: 'map', ref: this.canvas, role: 'region', 'aria-label': w('map.what') }),
        h('div', null,
          chosen ? h('section', { class: 'card', id: 'chosen', 'aria-labelledby': 'h-chosen' }, this.place(chosen)) : null,
          h('section', { class: 'card', 'aria-labelledby': 'h-most' },
            h('h2', { id: 'h-most' }, w('map.most')),
            counts && !codes.length ? h('p', { class: 'good' }, w('duty.none')) : null,
            h('ul', { class: 'plain-list', id: 'most' }, codes.slice(0, LISTED).map((code) => h('li', { key: code },
              h('button', { type: 'button', class: 'link', onClick: () => this.go(code) }, h(Name, { type: 'GRID', code })), ' ',
              this.numbersOf(counts[code]))))))));
  }

  numbersOf({ open, overdue }) {
    return h('span', { class: overdue ? 'bad' : 'soft' },
      w('today.open') + ' ' + number(open) + (overdue ? ' · ' + w('today.overdue') + ' ' + number(overdue) : ''));
  }

  // From the list: the map shows it, too, where it is drawn.
  go(code) {
    const found = (this.features || []).find((feature) => feature.properties.code === code);
    if (found && this.map) {
      const [lng, lat] = found.properties.center;
      this.map.panTo([lat, lng]);
    }
    this.choose(found ? found.properties : { code, name: code });
  }

  place(chosen) {
    const { duty } = this.state;
    const chain = duty && !duty.failed ? duty.chain || [] : [];
    return [
      h('h2', { id: 'h-chosen' }, h(Name, { type: chosen.code.length === 15 ? 'GRID' : 'DIVISION', code: chosen.code })),
      h('p', null, this.numbersOf(this.counted(chosen.code))),
      h('p', null, h('a', { class: 'button', href: '/desk/cases?sort=dueAt&within=' + chosen.code }, w('nav.queue'))),
      duty && duty.failed ? h(Failure, { error: duty.failed }) : null,
      chain.map((link) => h('div', { key: link.code },
        h('h3', null, link.name),
        link.onDuty.length ? h('ul', { class: 'plain-list' }, link.onDuty.map((one) => h('li', { key: one.type + one.code },
          h('bdi', null, one.name), ' ', h('span', { class: 'soft' }, one.phone), ' ',
          h('span', { class: 'soft small' }, named('duty.', one.role)),
          one.until ? h('span', { class: 'soft small' }, ' ' + w('fact.until', shortTime(one.until))) : null)))
          : h('p', { class: 'warn' }, w('today.nobody'))))
    ];
  }
}

// Of each grid, and of each place that it lies in, by the digits that say so.
function summed(grids) {
  const sums = new Map();
  Object.keys(grids).forEach((code) => {
    for (let digits = 6; digits <= code.length; digits += 3) {
      const key = code.slice(0, digits);
      const sum = sums.get(key) || { open: 0, overdue: 0 };
      sums.set(key, { open: sum.open + grids[code].open, overdue: sum.overdue + grids[code].overdue });
    }
  });
  return sums;
}

function tokens() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  return { bad: token('--bad'), warn: token('--warn'), line: token('--line'), focus: token('--focus') };
}
