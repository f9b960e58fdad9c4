#!/usr/bin/python3
"""Findings in the real window: held ones, filters, details with their history, the minimum severity and the
file that they are exported to. Mostly by keyboard.

Usage: session test-findings.py PROGRAM FILL-TOOLS
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, picture, read_database, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
HOME = Path(os.environ['HOME'])
PICTURES = os.environ.get('GENKAN_PICTURES')
HELD = 4
DAY = 24 * 3600 * 1_000_000
NOW = 1_795_350_000_000_000  # 22 Nov 2026
MARKDOWN = """\
# What happens

A request with **any** `id` is answered, see [the manual](https://example.com/manual).

- first *you* ask
- then <b>you get</b>

```
SELECT * FROM users;
```
"""


def find(query, *values):
    return read_database(DATABASE, query, *values)


def rows(genkan, table='Findings'):
    node = genkan.window.find('tree table', table)
    return node.rows() if node else []


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def count_open(record):
    return find('SELECT count(*) FROM findings f JOIN records r ON r.id = f.record_id'
                " WHERE r.vendor_id = ? AND f.state = 0 AND f.unique_id LIKE 'held%'", record)[0][0]


def row_of(genkan, label):
    return genkan.window.wait_for('list item', lambda name: name.startswith(label + ','))


def says_that_it_waits(genkan):
    """The connection's row says that findings wait for an answer"""
    assert f'{2 * HELD} findings wait' in row_of(genkan, 'SonarQube').name, row_of(genkan, 'SonarQube').name
    row_of(genkan, 'SonarQube').click()
    keep_picture('guard-sidebar')


def keeps_and_closes(genkan):
    """“Keep Them” leaves the held findings open, “Close Them” closes them, and nothing waits any more"""
    genkan.window.wait_for('page tab', 'Operations').click()
    wait_until(lambda: any('Sync' in row for row in rows(genkan, 'Operations')), 'the Sync')
    genkan.window.find('tree table', 'Operations').find('label', 'Sync').click(times=2)
    results = genkan.wait_for_window('Result of a Sync')
    results.activate()
    keep_picture('guard-results')
    results.wait_for('push button', lambda name: 'Keep Them' in name).click()
    wait_until(lambda: len(list(results.find_all('push button', lambda name: 'Keep Them' in name))) == 1,
               'one question')
    results.wait_for('push button', lambda name: 'Close Them' in name).click()
    wait_until(lambda: not results.find('push button', lambda name: 'Close Them' in name), 'no question')
    assert (count_open('p2'), count_open('p1')) == (HELD, 0), (count_open('p2'), count_open('p1'))
    genkan.key('Escape')
    genkan.wait_closed('Result of a Sync')
    wait_until(lambda: 'wait for you' not in row_of(genkan, 'SonarQube').name, 'nothing waits')


def searches_by_keyboard(genkan):
    """Ctrl+F, words, and Enter to the table: no pointer"""
    genkan.window.activate()
    genkan.window.wait_for('page tab', 'Findings').click()
    wait_until(lambda: len(rows(genkan)) == 2 * HELD + 1, 'all findings')
    genkan.key('ctrl+f')
    genkan.type('injection')
    wait_until(lambda: len(rows(genkan)) == 1, 'the one that matches')
    genkan.key('Return')


def opens_by_keyboard(genkan):
    """Return opens the finding: Markdown is rendered, HTML is not, and the history says what happened"""
    genkan.key('Return')
    dialog = genkan.wait_for_window('Finding')
    dialog.wait_for('label', 'SQL injection')
    dialog.wait_for(None, 'What happens')
    dialog.wait_for('label', lambda name: name.startswith('A request with any id is answered, see the manual'))
    dialog.wait_for('label', 'then <b>you get</b>')
    dialog.wait_for('label', 'SELECT * FROM users;')
    dialog.give_room(640, 880)
    dialog.scroll_down()
    dialog.wait_for('label', 'History').click()
    dialog.wait_for('label', 'Severity changed from Low to Critical')
    dialog.wait_for('label', 'First seen')
    dialog.wait_for('label', 'CVE-2021-44228, CVE-2024-1')
    keep_picture('finding-details')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Finding')


def names_every_cell(genkan):
    """No cell of the table is called by the name of a widget's class"""
    genkan.window.activate()
    genkan.key('ctrl+f', 'ctrl+a', 'BackSpace')
    wait_until(lambda: len(rows(genkan)) == 2 * HELD + 1, 'all findings')
    for width in (1280, 400):
        genkan.window.resize(width, 800)
        table = genkan.window.wait_for('tree table', 'Findings')
        wait_until(lambda table=table: list(table.find_all('label')), 'cells')
        names = {label.name for label in table.find_all('label')}
        assert not any(name.startswith(('Gtk', 'Genkan', 'Adw')) for name in names), names
        keep_picture(f'findings-{width}')
    genkan.window.resize(1280, 800)


def filters(genkan):
    """The popover filters by CVE, component and age; a second id of a finding counts, too"""
    genkan.window.activate()
    genkan.window.wait_for(('toggle button', 'push button'), 'More filters').click()
    genkan.wait_for('entry', 'CVE or other id').type('cve-2024')
    wait_until(lambda: len(rows(genkan)) == 1, 'the one with this id')
    genkan.wait_for('push button', 'Clear Filters').click()
    wait_until(lambda: len(rows(genkan)) == 2 * HELD + 1, 'all findings')
    genkan.wait_for('entry', 'Component').type('users.c')
    wait_until(lambda: len(rows(genkan)) == 1, 'the one in this file')
    keep_picture('findings-filter')
    genkan.key('Escape')
    genkan.window.wait_for(('toggle button', 'push button'), 'More filters: 1 is set')


def exports_what_is_shown(genkan):
    """What the filters leave is written to the file, and nothing else"""
    path = HOME / 'findings.json'
    genkan.window.activate()
    genkan.window.wait_for(('toggle button', 'push button'), 'Export the findings shown').click()
    genkan.wait_for('menu item', 'Generic Findings Import, for DefectDojo…').click()
    genkan.choose_file('Export Findings', path)
    genkan.window.wait_for('label', 'Exported 1 finding to findings.json')
    titles = [finding['title'] for finding in json.loads(path.read_text())['findings']]
    assert titles == ['SQL injection'], titles


def lists_those_of_a_record(genkan):
    """“Show Findings” lists those of one Record"""
    genkan.window.activate()
    genkan.window.wait_for('page tab', 'Records').click()
    genkan.window.wait_for('tree table', 'Mapped Records').wait_for('label', 'payments-service').click(button=3)
    genkan.wait_for('menu item', 'Show Findings').click()
    dialog = genkan.wait_for_window('Findings')
    dialog.wait_for('label', 'payments-service')
    wait_until(lambda: dialog.find('tree table', 'Findings') and
               len(dialog.find('tree table', 'Findings').rows()) == HELD, 'its findings')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Findings')


def sets_the_minimum_of_a_record(genkan):
    """The Record's minimum severity is decided in its dialog, and Ctrl+Z takes it back"""
    genkan.window.activate()
    genkan.window.wait_for('tree table', 'Mapped Records').wait_for('label', 'payments-service').click(times=2)
    dialog = genkan.wait_for_window('Edit Record')
    dialog.activate()
    dialog.wait_for('label', 'Minimum severity').click()
    genkan.key('Down', 'Down', 'Down', 'Return')
    high = 3
    wait_until(lambda: find("SELECT minimum_severity FROM records WHERE vendor_id = 'p2'") == [(high,)],
               'the Record’s minimum')
    dialog.wait_for('label', lambda name: name.startswith('Minimum severity of payments-service: High and above'))
    dialog.wait_for('push button', 'Cancel').click()
    genkan.wait_closed('Edit Record')
    genkan.window.activate()
    genkan.key('ctrl+z')
    wait_until(lambda: find("SELECT minimum_severity FROM records WHERE vendor_id = 'p2'") == [(None,)],
               'the Connection’s again')


def lists_those_of_a_product(genkan):
    """“Show Findings” of a Product lists those of its Records"""
    genkan.window.find('list item', 'Products').click()
    genkan.window.wait_for('tree table', 'Products').wait_for('label', 'Web Shop').click(button=3)
    genkan.wait_for('menu item', 'Show Findings').click()
    dialog = genkan.wait_for_window('Findings')
    wait_until(lambda: dialog.find('tree table', 'Findings') and
               len(dialog.find('tree table', 'Findings').rows()) == HELD + 1, 'its findings')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Findings')


def add_finding(database, record, unique_id, title, severity, fields):
    columns = {'unique_id_from_tool': unique_id, 'title': title, **fields}
    ids = fields.get('vulnerability_ids', [None])
    return database.execute(
        'INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, title,'
        ' title_key, component, vulnerability, search, fields) VALUES (?, ?, 0, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)',
        [record, unique_id, severity, NOW - 30 * DAY, NOW, title, title.lower(), fields.get('file_path'), ids[0],
         title.lower(), json.dumps(columns)]).lastrowid


def add_held(database, sync, record):
    database.execute('INSERT INTO sync_results (operation_id, record_id, outcome, n_held) VALUES (?, ?, 0, ?)',
                     [sync, record, HELD])
    for number in range(HELD):
        held = add_finding(database, record, f'held-{number}', f'Old finding {number}', 1, {})
        database.execute('INSERT INTO held_findings VALUES (?, ?)', [record, held])


def fill(database):
    database.execute("UPDATE connections SET connector_id = 'sonarqube' WHERE label = 'SonarQube'")
    sonar, = database.execute("SELECT id FROM connections WHERE label = 'SonarQube'").fetchone()
    records = dict(database.execute('SELECT vendor_id, id FROM records WHERE connection_id = ?', [sonar]))
    sync = database.execute('INSERT INTO operations (connection_id, kind, status, triggered_by, started, ended)'
                            ' VALUES (?, 1, 1, 0, ?, ?)', [sonar, NOW, NOW]).lastrowid
    for record in ('p1', 'p2'):
        add_held(database, sync, records[record])
    worst = add_finding(database, records['p1'], 'sqli', 'SQL injection', 4, {
        'description': MARKDOWN, 'file_path': 'src/users.c', 'url': 'https://sonar.example.com/sqli',
        'vulnerability_ids': ['CVE-2021-44228', 'CVE-2024-1'],
    })
    database.execute('INSERT INTO finding_events VALUES (?, ?, 1, ?, 1)', [worst, NOW, sync])


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with sqlite3.connect(DATABASE) as connection:
    fill(connection)
connection.close()
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, says_that_it_waits, keeps_and_closes, searches_by_keyboard, opens_by_keyboard,
                           names_every_cell, filters, exports_what_is_shown, lists_those_of_a_record,
                           sets_the_minimum_of_a_record, lists_those_of_a_product))
