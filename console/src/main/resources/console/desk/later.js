// A part that few open comes when it is opened; until then nobody waits for it.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';
import { Failure } from './parts.js';

export class Later extends Component {
  constructor(props) {
    super(props);
    this.state = { Page: null, error: null };
  }

  componentDidMount() {
    this.load();
  }

  async load() {
    try {
      this.setState({ Page: await this.props.load(), error: null });
    } catch (failure) {
      this.setState({ error: Object.assign(failure, { kind: 'network' }) });
    }
  }

  render({ load, ...given }, { Page, error }) {
    if (error) {
      return h(Failure, { error, again: () => this.load() });
    }
    return Page ? h(Page, given) : h('p', { class: 'boot' }, w('page.loading'));
  }
}
