import { render } from 'preact';
import { startLive } from './state/live';
import { routeOf } from './routes/table';
import { path, startRouter } from './state/router';
import { loadSession } from './state/session';
import { App } from './ui/shell';
import { applyTheme } from './ui/theme';

applyTheme();
startRouter();
// All at once: who it is, what the server does, and the code of the page. A failure shows where it is used.
void routeOf(path.value)?.page.fetch().catch(() => undefined);
void loadSession().catch(() => undefined);
startLive();
render(<App />, document.getElementById('app') as HTMLElement);
