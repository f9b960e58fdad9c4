#!/usr/bin/python3
"""The Records of all Connections in the real window, and what Syncs say about them.

Usage: session test-records.py PROGRAM FILL-TOOLS
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, read_database, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
UNMAPPED = ['careers', 'customer portal (prod)', 'intranet', 'old blog', 'storefront']
MAPPED = ['Customer Portal', 'payments-service', 'webshop-frontend']
FAILED = 'The last Sync failed: The project was never analysed'
HELD = '2 findings that the tool shows no longer wait for you to say whether they are closed'

# What Syncs left: p1 failed, p2 has forty Findings of which the guard holds two, p3 was never synced.
SYNCS = """
INSERT INTO operations (id, connection_id, kind, status, triggered_by, started, ended)
  SELECT 1000, id, 1, 1, 0, 1700000000000000, 1700000001000000 FROM connections WHERE label = 'SonarQube';
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, title,
                      title_key, search, fields)
  SELECT r.id, 'f' || n.i, 0, 3, 0, n.i, 1, 1, 'XSS', 'xss', 'xss', '{}' FROM n, records AS r
  WHERE r.vendor_id = 'p2' OR r.vendor_id = 'p1' AND n.i <= 3;
INSERT INTO sync_results (operation_id, record_id, outcome, message)
  SELECT 1000, id, 2, 'The project was never analysed' FROM records WHERE vendor_id = 'p1';
INSERT INTO sync_results (operation_id, record_id, outcome, n_found, n_held)
  SELECT 1000, id, 0, 38, 2 FROM records WHERE vendor_id = 'p2';
INSERT INTO held_findings SELECT record_id, id FROM findings WHERE unique_id IN ('f39', 'f40');
"""


def shown(genkan, table):
    node = genkan.window.find('tree table', table)
    return [cells[0] for cells in node.rows()] if node else []


def row_of(genkan, table, name):
    node = genkan.window.find('tree table', table)
    return next(cells for cells in node.rows() if cells[0] == name)


def sort_by(genkan, table, column):
    node = genkan.window.wait_for('tree table', table)
    header = next(node.find_all('table row'))
    header.wait_for('label', column).click()


def states():
    return dict(read_database(DATABASE, 'SELECT name, state FROM records'))


def lists_all(genkan):
    """The page lists the Records of all Connections, and says of which they are"""
    genkan.window.wait_for('list item', 'All Records').click()
    wait_until(lambda: shown(genkan, 'Unmapped Records') == UNMAPPED, 'the unmapped Records')
    wait_until(lambda: shown(genkan, 'Mapped Records') == MAPPED, 'the mapped Records')
    assert 'Burp' in row_of(genkan, 'Unmapped Records', 'careers')
    assert 'SonarQube' in row_of(genkan, 'Mapped Records', 'Customer Portal')


def searches_all(genkan):
    """A search looks at the Records of every Connection"""
    genkan.key('ctrl+f')
    genkan.type('portal')
    wait_until(lambda: shown(genkan, 'Unmapped Records') == ['customer portal (prod)'], 'one unmapped')
    wait_until(lambda: shown(genkan, 'Mapped Records') == ['Customer Portal'], 'one mapped')
    genkan.key('ctrl+f', 'ctrl+a', 'BackSpace')
    wait_until(lambda: len(shown(genkan, 'Mapped Records')) == 3, 'all again')


def decides(genkan):
    """A decision here is taken back here"""
    genkan.window.wait_for('label', 'intranet').click()
    genkan.key('ctrl+i')
    wait_until(lambda: states()['intranet'] == 2, 'Ignored in the database')
    genkan.key('ctrl+z')
    wait_until(lambda: states()['intranet'] == 0, 'New again')


def counts_findings(genkan):
    """The number of open Findings can be sorted by; where nobody looked there is none"""
    assert '40' in row_of(genkan, 'Mapped Records', 'payments-service')
    assert not any(cell.isdigit() for cell in row_of(genkan, 'Mapped Records', 'Customer Portal'))
    sort_by(genkan, 'Mapped Records', 'Findings')
    wait_until(lambda: shown(genkan, 'Mapped Records') == [MAPPED[2], MAPPED[1], MAPPED[0]], 'fewest first')
    sort_by(genkan, 'Mapped Records', 'Findings')
    wait_until(lambda: shown(genkan, 'Mapped Records') == [MAPPED[1], MAPPED[2], MAPPED[0]], 'most first')


def tells_what_went_wrong(genkan):
    """A Sync that failed shows beside the state, and opens what it found"""
    genkan.window.wait_for('push button', FAILED).click()
    dialog = genkan.wait_for_window('Result of a Sync')
    dialog.wait_for('label', 'Failed. The project was never analysed')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Result of a Sync')
    genkan.window.activate()


def settles_the_guard(genkan):
    """The removal guard's question opens by key from its Record, and its answer takes the sign away"""
    assert genkan.window.find('push button', HELD)
    genkan.window.wait_for('label', 'payments-service').click()
    genkan.key('shift+F10')
    genkan.wait_for('menu item', 'Result of the Last Sync…').click()
    dialog = genkan.wait_for_window('Result of a Sync')
    dialog.activate()
    dialog.wait_for('push button', 'Close Them').click()
    wait_until(lambda: not dialog.find('push button', 'Close Them'), 'the question is answered')
    genkan.key('Escape')
    genkan.wait_closed('Result of a Sync')
    wait_until(lambda: not genkan.window.find('push button', HELD), 'no sign')
    wait_until(lambda: '38' in row_of(genkan, 'Mapped Records', 'payments-service'), 'two less')


def offers_the_files(genkan):
    """Records of all Connections can be exported together"""
    genkan.window.activate()
    genkan.key('Escape')
    genkan.window.wait_for(('toggle button', 'push button'), 'More for all Records').click()
    genkan.wait_for('menu item', 'Export Records…').click()
    dialog = genkan.wait_for_window('Export Records')
    dialog.wait_for('label', '8 Records')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Export Records')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with sqlite3.connect(DATABASE) as database:
    database.executescript(SYNCS)
database.close()
with Genkan(sys.argv[1], size=(1270, 800)) as program:
    sys.exit(not run_story(program, lists_all, searches_all, decides, counts_findings,
                           tells_what_went_wrong, settles_the_guard, offers_the_files))
