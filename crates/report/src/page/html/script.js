// On top of a page that is whole without it: sort tables, choose policies, see more of a figure.
(() => {
  const told = JSON.parse(document.getElementById('told').textContent);
  const make = (name, parts = {}, ...inside) => { const made = Object.assign(document.createElement(name), parts); made.append(...inside); return made; };

  // Tables are sorted by the figure behind what is shown, or by the words; what cannot be computed comes last.
  const key = cell => { const data = cell && cell.querySelector('data'); return data ? Number(data.value) : cell ? cell.textContent.trim() : ''; };
  const order = (a, b) => {
    const [one, other] = [typeof a === 'number', typeof b === 'number'];
    return one && other ? a - b : one ? -1 : other ? 1 : a.localeCompare(b, 'en-GB', { numeric: true });
  };
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
    if (body.rows.length < 2) continue;
    heads.forEach((head, column) => {
      const button = make('button', { type: 'button' }, ...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const rows = [...body.rows].map(row => [key(row.cells[column]), row]);
        rows.sort(([a], [b]) => typeof a !== typeof b ? order(a, b) : (down ? -1 : 1) * order(a, b));
        body.append(...rows.map(([, row]) => row));
      });
    });
  }

  // Policies that are not chosen leave every table.
  if (told.policies.length > 1) {
    const field = make('fieldset', { id: 'choose' }, make('legend', { textContent: 'Policies in the tables' }));
    told.policies.forEach((name, policy) => {
      const box = make('input', { type: 'checkbox', checked: true });
      box.addEventListener('change', () => {
        for (const cell of document.querySelectorAll(`[data-policy="${policy}"]`)) cell.classList.toggle('hidden', !box.checked);
      });
      field.append(make('label', {}, box, ' ' + name));
    });
    document.querySelector('#answer').after(field);
  }

  // What is said of a figure when it is pointed at stands in the tables of all figures too.
  const hint = make('div', { id: 'hint', hidden: true });
  hint.setAttribute('role', 'tooltip');
  document.body.append(hint);
  const say = event => {
    const cell = event.target.closest && event.target.closest('[data-more]');
    hint.hidden = !cell;
    if (!cell) return;
    hint.textContent = cell.dataset.more;
    const place = cell.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    hint.style.left = `${Math.max(8, Math.min(place.left, wide - hint.offsetWidth - 8)) + scrollX}px`;
    hint.style.top = `${place.bottom + 4 + scrollY}px`;
  };
  document.addEventListener('mouseover', say);
  document.addEventListener('click', say);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hint.hidden = true; });

  // Who prints or follows a link into a folded part sees it open.
  const open = () => { for (let at = document.getElementById(location.hash.slice(1)); at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; };
  addEventListener('hashchange', open);
  open();
})();
