#!/usr/bin/python3
"""A look at what a Sync would do: cancelled, applied in part, with nothing to do, and with much.

Usage: session test-sync-preview.py PROGRAM
"""

import contextlib
import os
import sqlite3
import sys
from pathlib import Path

from genkan_ui import Genkan, find_databases, picture, read_database, run_story, wait_until

PICTURES = os.environ.get('GENKAN_PICTURES')
CHECK = ('check box', 'toggle button', 'switch')
TITLE = 'Preview of Sync'
CANCELLED = 4


def demo_database():
    own = Path(os.environ['XDG_DATA_HOME'])
    return next((path for path in find_databases() if own not in path.parents), None)


def read(query):
    return read_database(demo_database(), query)


def wait_read(query, expected):
    wait_until(lambda: read(query) == expected, f'{query}: {expected}')


def rows(genkan, table):
    node = genkan.window.find('tree table', table)
    return node.rows() if node else []


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def opens_the_demo(genkan):
    """“Try the Demo”, Discover, and each Record is mapped"""
    genkan.window.wait_for('push button', 'Try the Demo').click()
    genkan.window = genkan.wait_for_window('Genkan Demo')
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Discover').click()
    wait_until(lambda: len(rows(genkan, 'Unmapped Records')) == 5, 'five Records')
    genkan.window.find('label', 'Web Shop').click()
    genkan.key('ctrl+a', 'ctrl+shift+m')
    wait_until(lambda: len(rows(genkan, 'Mapped Records')) == 5, 'five mapped Records')
    wait_until(lambda: genkan.window.find('push button', 'Sync').has('sensitive'), 'Sync is there')


def open_preview(genkan):
    genkan.window.activate()
    genkan.window.wait_for(('push button', 'toggle button'), 'More for this connection').click()
    genkan.window.wait_for('menu item', 'Preview Sync…').click()
    dialog = genkan.wait_for_window(TITLE)
    dialog.activate()
    return dialog


def shows_what_would_happen(genkan):
    """Record by Record, with the findings below; Escape changes nothing"""
    dialog = open_preview(genkan)
    dialog.wait_for('label', '4 of 5 Records would change: 15 new')
    dialog.wait_for('label', '7 findings: 7 new')
    dialog.wait_for('label', '0 findings, nothing changed')
    dialog.wait_for('label', '5 of 5')
    dialog.find('label', 'Web Shop').click()
    dialog.wait_for('label', lambda name: name.startswith('New · High'))
    keep_picture('sync-preview')
    genkan.key('Return')
    wait_until(lambda: not dialog.find('label', lambda name: name.startswith('New · High')), 'it is closed again')
    genkan.key('Escape')
    genkan.wait_closed(TITLE)
    wait_read('SELECT status, message FROM operations ORDER BY id DESC LIMIT 1',
              [(CANCELLED, 'It was a preview; nothing was changed')])
    assert read('SELECT count(*) FROM findings') == [(0,)]


def applies_a_part(genkan):
    """All marks off: nothing to apply. A Record whose mark is off is left as it is"""
    dialog = open_preview(genkan)
    dialog.wait_for(CHECK, 'All Records').click()
    dialog.wait_for('label', '0 of 5')
    wait_until(lambda: not dialog.find('push button', 'Apply').has('sensitive'), 'nothing to apply')
    dialog.find(CHECK, 'All Records').click()
    dialog.wait_for('label', '5 of 5')
    dialog.find(CHECK, 'Web Shop').click()
    dialog.wait_for('label', '4 of 5')
    keep_picture('sync-preview-part')
    dialog.find('push button', 'Apply').click()
    genkan.wait_closed(TITLE)
    wait_read('SELECT r.name, count(f.id) FROM records r LEFT JOIN findings f ON f.record_id = r.id '
              'GROUP BY r.id ORDER BY r.name',
              [('Careers', 0), ('Company Blog', 3), ('Customer Portal', 3), ('Payments API', 2), ('Web Shop', 0)])


def previews_one(genkan):
    """From the menu of a Record: only that one"""
    genkan.window.activate()
    genkan.window.find('label', 'Web Shop').click(button=3)
    genkan.window.wait_for('menu item', 'Preview Sync…').click()
    dialog = genkan.wait_for_window(TITLE)
    dialog.activate()
    dialog.wait_for('label', '1 of 1 Record would change: 7 new')
    dialog.find('push button', 'Cancel').click()
    genkan.wait_closed(TITLE)
    assert read('SELECT count(*) FROM findings') == [(8,)]


def applies_the_rest(genkan):
    """By keyboard: what was left out comes with the next Sync"""
    dialog = open_preview(genkan)
    dialog.wait_for('label', '1 of 5 Records would change: 7 new')
    dialog.find('push button', 'Apply')
    genkan.key('alt+a')
    genkan.wait_closed(TITLE)
    wait_read('SELECT count(*) FROM findings', [(15,)])


def says_that_nothing_would_change(genkan):
    """And when all is as it was; opened by keyboard"""
    genkan.window.activate()
    genkan.key('ctrl+shift+s')
    dialog = genkan.wait_for_window(TITLE)
    dialog.activate()
    dialog.wait_for('label', 'Nothing Would Change')
    keep_picture('sync-preview-nothing')
    dialog.find('push button', 'Cancel').click()
    genkan.wait_closed(TITLE)


def shows_what_waits_for_an_answer(genkan):
    """The tool has lost most of a Record's findings, and there is a server that knows none"""
    path = demo_database()
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 31) "
            "INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, "
            "title, title_key, search, fields) SELECT r.id, 'lost-' || i, 0, 2, 0, i, 1, 1, 'Lost ' || i, 'lost', "
            "'lost', '{}' FROM n, records AS r WHERE r.vendor_id = '11'")
        database.execute("INSERT INTO server VALUES ('url', 'https://dojo.example.com')")
    dialog = open_preview(genkan)
    dialog.wait_for('label', '4 of 5 Records would change: 31 to be asked about. In DefectDojo: 46 created')
    dialog.wait_for('label', 'You would be asked: 31 of 38 open findings would close. Until then they stay open.')
    dialog.wait_for('label', 'In DefectDojo: 38 created')
    dialog.find('label', 'Web Shop').click()
    dialog.wait_for('label', 'Held · Medium')
    keep_picture('sync-preview-guard')
    dialog.find('push button', 'Cancel').click()
    genkan.wait_closed(TITLE)


with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, opens_the_demo, shows_what_would_happen, applies_a_part,
                           previews_one, applies_the_rest, says_that_nothing_would_change,
                           shows_what_waits_for_an_answer))
