// What a person does at a page, in words of the page: with the mouse, or with the keyboard alone.
import assert from 'node:assert/strict';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const begins = (name) => (name instanceof RegExp ? name : new RegExp(`^${escaped(name)}`));

export function mouse(page) {
  const control = (name) => page.getByLabel(begins(name)).first();
  return {
    press: (role, name) => page.getByRole(role, { name: begins(name) }).first().click(),
    open: (name) => page.locator('summary', { hasText: begins(name) }).first().click(),
    tab: (name) => page.getByRole('tab', { name: begins(name) }).click(),
    fill: (name, text) => control(name).fill(text),
    // Of several with one name the empty one, as in rows that were added; Enter says that it is done.
    fillEmpty: async (name, text) => {
      for (const one of await page.getByLabel(begins(name)).all()) {
        if ((await one.inputValue()) !== '') continue;
        await one.fill(text);
        return one.press('Enter');
      }
      return assert.fail(`no empty ${name}`);
    },
    choose: (name, option) => control(name).selectOption({ label: option }),
    tick: (name) => control(name).check(),
  };
}

// What has the focus: its role, its name as it is read out, and what it shows.
function focused() {
  const e = document.activeElement;
  if (!e || e === document.body) return { role: '', name: '' };
  const roles = { A: 'link', BUTTON: 'button', SUMMARY: 'summary', SELECT: 'field', INPUT: 'field', TEXTAREA: 'field' };
  const labels = [...(e.labels ?? [])].map((label) => label.innerText).join(' ');
  const name = (e.getAttribute('aria-label') || labels || e.innerText || '').replace(/\*/g, '').trim();
  const shown = e.tagName === 'SELECT' ? e.selectedOptions[0]?.text ?? '' : e.value ?? '';
  return { role: e.getAttribute('role') === 'tab' ? 'tab' : roles[e.tagName] ?? '', name, shown };
}

const kMostTabs = 400;

export function keyboard(page) {
  const { keyboard: keys } = page;
  // Goes on with Tab, from the end of the page to its start again, until the wanted control has the focus.
  async function reach(role, name, fits = () => true) {
    const wanted = begins(name);
    const seen = [];
    for (let i = 0; i < kMostTabs; ++i) {
      const now = await page.evaluate(focused);
      if (now.role === role && wanted.test(now.name) && fits(now)) return now;
      seen.push(now.name);
      await keys.press('Tab');
    }
    return assert.fail(`Tab does not reach the ${role} ${name}; it passes ${seen.slice(-150).join(' | ')}`);
  }
  async function withKey(role, name, key) {
    await reach(role, name);
    await keys.press(key);
  }
  async function tab(name) {
    const first = await reach('tab', '');
    for (let now = first; !begins(name).test(now.name);) {
      await keys.press('ArrowRight');
      now = await page.evaluate(focused);
      assert.notEqual(now.name, first.name, `no tab ${name}`);
    }
  }
  async function fill(name, text) {
    await reach('field', name);
    await keys.press('Control+a');
    await keys.type(text);
  }
  async function fillEmpty(name, text) {
    await reach('field', name, (now) => now.shown === '');
    await keys.type(text);
    await keys.press('Enter');
  }
  async function choose(name, option) {
    await reach('field', name);
    for (let i = 0; i < kMostTabs; ++i) {
      if ((await page.evaluate(focused)).shown === option) return;
      await keys.press('ArrowDown');
    }
    assert.fail(`the arrow keys do not reach ${option} of ${name}`);
  }
  const press = async (role, name) => {
    await page.getByRole(role, { name: begins(name), disabled: false }).first().waitFor();
    await withKey(role, name, 'Enter');
  };
  return { press, open: (name) => withKey('summary', name, 'Enter'), tab, fill, fillEmpty, choose, tick: (name) => withKey('field', name, 'Space') };
}
