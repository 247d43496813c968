import { render } from 'preact';
import { startLive } from './state/live';
import { startRouter } from './state/router';
import { loadSession } from './state/session';
import { App } from './ui/shell';
import { applyTheme } from './ui/theme';

applyTheme();
startRouter();
void loadSession()
  .catch(() => undefined)
  .finally(startLive);
render(<App />, document.getElementById('app') as HTMLElement);
