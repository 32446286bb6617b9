(() => {
  const table = document.getElementById('class');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const filter = document.getElementById('filter');
  const only = document.getElementById('only');
  const count = document.getElementById('count');
  const collator = new Intl.Collator(document.documentElement.lang, {numeric: true});
  const texts = new Map(
    rows.map((row) => [
      row,
      [...row.cells]
        .map((cell) => cell.textContent)
        .join(' ')
        .toLowerCase(),
    ]),
  );

  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const marks = row.dataset.marks.split(' ');
      const fits =
        (only.value === '' || marks.includes(only.value)) && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      if (fits) shown++;
    }
    count.textContent = `${shown} ${count.dataset.words}`;
  };
  filter.addEventListener('input', show);
  only.addEventListener('change', show);

  // Beside the first column, which stays in sight, the second can stay as well.
  const measure = () => table.style.setProperty('--first-column', `${table.tHead.rows[0].cells[0].offsetWidth}px`);
  measure();
  addEventListener('resize', measure);

  const keyOf = (row, column) => row.cells[column].dataset.order ?? row.cells[column].textContent;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector('button')?.addEventListener('click', () => {
      const direction = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
      for (const other of heads) if (other.hasAttribute('aria-sort')) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', direction);
      const sign = direction === 'ascending' ? 1 : -1;
      const sorted = [...rows].sort((a, b) => sign * collator.compare(keyOf(a, column), keyOf(b, column)));
      body.append(...sorted);
    });
  });
})();
