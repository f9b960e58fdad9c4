#!/usr/bin/python3
"""What tools and people call things, in the real window: markup, lines, control characters, other directions and
10,000 characters. A warning of GTK ends the program, and with it the test.

Usage: session test-odd-names.py PROGRAM FILL-TOOLS
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, picture, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
PICTURES = os.environ.get('GENKAN_PICTURES')
NAMES = [
    '<b>bold</b> &amp; & <i>', 'x' * 10_000, 'שלום עולם ABC 123', 'line one\nline two\n\nline four\nfive\nsix',
    'tab\there\x01\x02bell\x07', '\u202eevil\u202c', '%s %d %n {name} _under_', 'a\u0301\u0302\u0303',
]
LINES = '<u>line</u> &\n' * 300


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'odd-{name}.png')


def rows_of(window, table):
    node = window.wait_for('tree table', table)
    return [row for row in node.find_all('table row') if next(row.find_all('table cell'), None)]


def open_each(genkan, table, title, check):
    """Opens what each row is, and leaves it by one Escape."""
    for number in range(len(wait_until(lambda: rows_of(genkan.window, table), 'rows'))):
        genkan.window.activate()
        rows_of(genkan.window, table)[number].click(times=2)
        dialog = genkan.wait_for_window(title)
        dialog.activate()
        check(dialog)
        keep_picture(f'{title}-{number}')
        genkan.key('Escape')
        genkan.wait_closed(title)


def is_within(dialog, node):
    x, y, width, height = node.box
    _x, _y, dialog_width, dialog_height = dialog.box
    return x >= 0 and y >= 0 and x + width <= dialog_width and y + height <= dialog_height


def opens_records(genkan):
    """However many lines a name has, the chooser of a Record stays where it is seen"""
    genkan.window.wait_for('list item', 'All Records').click()

    def check(dialog):
        entry = dialog.wait_for(('text', 'entry'), lambda name: 'Product' in name)
        wait_until(lambda: is_within(dialog, entry), 'the search within the dialog')

    open_each(genkan, 'Unmapped Records', 'Edit Record', check)
    open_each(genkan, 'Mapped Records', 'Edit Record', check)


def opens_products(genkan):
    """Each Product can be renamed"""
    genkan.window.wait_for('list item', 'Products').click()
    open_each(genkan, 'Products', 'Rename Product', lambda dialog: dialog.wait_for(None, 'Name'))


def opens_findings(genkan):
    """Each finding shows its details and its history"""
    genkan.window.wait_for('list item', 'Findings').click()
    open_each(genkan, 'Findings', 'Finding', lambda dialog: dialog.wait_for('label', 'Severity'))


def opens_connections(genkan):
    """Each Connection has its page and its settings"""
    for number in range(2):
        labels = [node for node in genkan.window.find_all('list item') if ', The last operation' in node.name]
        labels[number].click()
        genkan.window.wait_for('page tab', 'Operations').click()
        keep_picture(f'connection-{number}')
        genkan.key('ctrl+e')
        genkan.wait_for_window('Settings').wait_for('push button', 'Save')
        keep_picture(f'settings-{number}')
        genkan.key('Escape')
        genkan.wait_closed('Settings')
        genkan.window.activate()


def fill(database):
    for table, column in (('records', 'name'), ('products', 'name'), ('connections', 'label')):
        ids = [row for row, in database.execute(f'SELECT id FROM {table} ORDER BY id')]
        for row, name in zip(ids, NAMES):
            database.execute(f'UPDATE {table} SET {column} = ? WHERE id = ?', [name, row])
    database.execute("UPDATE connections SET connector_id = 'burp-dast'")
    database.execute('UPDATE records SET parent = ?, kind = ?, description = ?, tags = ?, extra = ? WHERE id % 2',
                     [LINES, LINES, LINES, LINES, json.dumps({LINES: LINES})])
    for number, name in enumerate(NAMES[:5]):
        fields = {'unique_id_from_tool': name, 'title': name, 'description': LINES, 'file_path': LINES}
        database.execute(
            'INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed,'
            " title, title_key, component, search, fields) SELECT min(id), ?, 0, 3, 0, 0, 1, 1, ?, '', ?, '', ?"
            ' FROM records', [f'odd-{number}', name, LINES, json.dumps(fields)])


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with sqlite3.connect(DATABASE) as connection:
    fill(connection)
connection.close()
with Genkan(sys.argv[1], environment={'G_DEBUG': 'fatal-warnings'}) as program:
    sys.exit(not run_story(program, opens_records, opens_products, opens_findings, opens_connections))
