// Codes have names; each is asked for once.
import { h, Component } from '../lib/ui.js';
import { language } from '../lib/words.js';
import { get } from '../lib/api.js';

const asked = new Map();

function ask(address, name) {
  if (!asked.has(address)) {
    asked.set(address, get(address).then((answer) => name(answer.body)).catch(() => null));
  }
  return asked.get(address);
}

function ofPlace(place) {
  const tongue = language();
  return (tongue === 'bo' && place.nameBo) || (tongue === 'en' && place.nameEn) || place.name;
}

export function nameOf(type, code) {
  const said = encodeURIComponent(code);
  switch (type) {
    case 'MEMBER': return ask('/api/v1/members/' + said, (it) => it.name);
    case 'UNIT': return ask('/api/v1/units/' + said, (it) => it.name);
    case 'GRID': return ask('/api/v1/grids/' + said, ofPlace);
    default: return ask('/api/v1/divisions/' + said.padEnd(12, '0'), ofPlace);
  }
}

// The code is shown until its name is known, and where it has none.
export class Name extends Component {
  constructor(props) {
    super(props);
    this.state = { name: null };
  }

  componentDidMount() {
    this.ask();
  }

  componentDidUpdate(before) {
    if (before.code !== this.props.code) {
      this.ask();
    }
  }

  ask() {
    const { type, code } = this.props;
    nameOf(type, code).then((name) => {
      if (this.props.code === code) {
        this.setState({ name });
      }
    });
  }

  render({ code }, { name }) {
    return h('bdi', { title: code }, name || code);
  }
}

export function placeName(location) {
  if (location.gridCode) {
    return h(Name, { type: 'GRID', code: location.gridCode });
  }
  return location.divisionCode ? h(Name, { type: 'DIVISION', code: location.divisionCode }) : null;
}
