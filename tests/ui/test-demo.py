#!/usr/bin/python3
"""The demo, from the empty window on: by pointer, and mapping by keyboard.

Usage: session test-demo.py PROGRAM
"""

import os
import sys
from pathlib import Path

from genkan_ui import Genkan, find_databases, read_database, run_story, wait_until

SITES = ['Careers', 'Company Blog', 'Customer Portal', 'Payments API', 'Web Shop']


def demo_database():
    own = Path(os.environ['XDG_DATA_HOME'])
    return next((path for path in find_databases() if own not in path.parents), None)


def stored():
    """name → (id, state, Product) in the database"""
    rows = read_database(demo_database(), 'SELECT r.name, r.id, r.state, p.name FROM records r'
                                          ' LEFT JOIN products p ON p.id = r.product_id')
    return {name: tuple(rest) for name, *rest in rows}


def shown(genkan, table):
    """name → the words of its row in the window"""
    node = genkan.window.find('tree table', table)
    return {cells[0]: cells[1:] for cells in node.rows()} if node else {}


def wait_shown(genkan, table, condition, what):
    wait_until(lambda: condition(shown(genkan, table)), what)


def discover(genkan):
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Discover').click()


def open_sites(genkan):
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Change Sites…').click()
    sites = genkan.wait_for_window('Sites in the Tool')
    sites.activate()
    return sites


def close_sites(genkan, sites):
    sites.wait_for('push button', 'Close').click()
    genkan.wait_closed('Sites in the Tool')


def opens_the_demo(genkan):
    """“Try the Demo” in the empty window opens a demo"""
    genkan.window.wait_for('push button', 'Try the Demo').click()
    genkan.window = genkan.wait_for_window('Genkan Demo')


def discovers_five_records(genkan):
    """One click on Discover: five Records in the window and in the database"""
    discover(genkan)
    wait_shown(genkan, 'Unmapped Records', lambda rows: sorted(rows) == SITES, 'five Records')
    rows = shown(genkan, 'Unmapped Records')
    assert all('New' in cells for cells in rows.values()), rows
    assert sorted(stored()) == SITES, stored()
    assert {state for _id, state, _product in stored().values()} == {0}, stored()


def follows_a_rename(genkan):
    """A site renamed in the tool keeps its Record"""
    before = stored()['Company Blog']
    sites = open_sites(genkan)
    entry = wait_until(lambda: next((n for n in sites.find_all('text') if n.text == 'Company Blog'), None),
                       'the row of Company Blog')
    entry.type('Company Magazine')
    genkan.key('Return')
    sites.wait_for('push button', 'Remove Company Magazine')
    close_sites(genkan, sites)
    discover(genkan)
    wait_shown(genkan, 'Unmapped Records', lambda rows: 'Company Magazine' in rows, 'the new name')
    assert stored()['Company Magazine'] == before, stored()
    assert 'Company Blog' not in shown(genkan, 'Unmapped Records')


def marks_what_is_gone_missing(genkan):
    """A site removed in the tool is Missing"""
    sites = open_sites(genkan)
    sites.wait_for('push button', 'Remove Careers').click()
    sites.wait_for('push button', 'Restore Careers')
    close_sites(genkan, sites)
    discover(genkan)
    wait_shown(genkan, 'Unmapped Records', lambda rows: 'Missing' in rows.get('Careers', []), 'Missing')
    assert stored()['Careers'][1] == 4, stored()


def maps_by_keyboard(genkan):
    """A Record is found, opened and mapped with the keyboard alone"""
    genkan.window.activate()
    genkan.key('ctrl+f')
    genkan.type('payments')
    wait_shown(genkan, 'Unmapped Records', lambda rows: list(rows) == ['Payments API'], 'one that matches')
    genkan.key('Return', 'Return')
    genkan.wait_for_window('Edit Record').activate()
    genkan.type('Payment Platform')
    genkan.wait_for('label', lambda name: 'Payment Platform' in name)
    genkan.key('Return')
    genkan.window.activate()
    wait_shown(genkan, 'Mapped Records', lambda rows: 'Payment Platform' in rows.get('Payments API', []),
               'the mapped Record')
    assert stored()['Payments API'][1:] == (1, 'Payment Platform'), stored()


def ignores_and_undoes(genkan):
    """A Record is ignored, and the toast takes it back"""
    genkan.window.activate()
    genkan.key('ctrl+f', 'ctrl+a')
    genkan.type('web shop')
    wait_shown(genkan, 'Unmapped Records', lambda rows: list(rows) == ['Web Shop'], 'one that matches')
    genkan.window.find('label', 'Web Shop').click()
    genkan.key('ctrl+i')
    wait_until(lambda: stored()['Web Shop'][1] == 2, 'Ignored in the database')
    wait_shown(genkan, 'Unmapped Records', lambda rows: 'Ignored' in rows.get('Web Shop', []), 'Ignored')
    genkan.window.wait_for('push button', 'Undo').click()
    wait_until(lambda: stored()['Web Shop'][1] == 0, 'New again in the database')
    wait_shown(genkan, 'Unmapped Records', lambda rows: 'New' in rows.get('Web Shop', []), 'New again')


def leaves_nothing(genkan):
    """The demo's folder goes with its window"""
    genkan.window.wait_for('push button', 'Leave Demo').click()
    wait_until(lambda: demo_database() is None, 'the demo is gone')
    genkan.window = genkan.wait_for_window('Genkan')


with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, opens_the_demo, discovers_five_records, follows_a_rename,
                           marks_what_is_gone_missing, maps_by_keyboard, ignores_and_undoes,
                           leaves_nothing))
