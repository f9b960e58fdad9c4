#!/usr/bin/python3
"""Mapping Records in the real window: by keyboard, by what is suggested, and taking it back.

Usage: session test-mapping.py PROGRAM FILL-TOOLS
"""

import os
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, read_database, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
SITES = ['careers', 'customer portal (prod)', 'intranet', 'old blog', 'storefront']


def mapped():
    """Burp's Record → Product in the database"""
    return dict(read_database(DATABASE, 'SELECT r.name, p.name FROM records r'
                                        ' JOIN products p ON p.id = r.product_id'
                                        ' JOIN connections c ON c.id = r.connection_id'
                                        " WHERE c.label = 'Burp'"))


def shown(genkan, table):
    node = genkan.window.find('tree table', table)
    return [cells[0] for cells in node.rows()] if node else []


def wait_record(genkan, name):
    """The dialog shows that Record"""
    genkan.wait_for_window('Edit Record').wait_for('label', name)


def undo(genkan):
    genkan.window.activate()
    genkan.key('ctrl+z')


def opens_by_keyboard(genkan):
    """Enter in the table opens the first Record"""
    genkan.window.wait_for('list item', lambda name: name.startswith('Burp')).click()
    wait_until(lambda: shown(genkan, 'Unmapped Records') == SITES, 'five Records')
    genkan.key('ctrl+f', 'Return', 'Return')
    wait_record(genkan, 'careers')
    genkan.wait_for_window('Edit Record').activate()


def maps_with_ctrl_enter(genkan):
    """Ctrl+Enter maps to a new Product and goes on"""
    genkan.wait_for('label', 'Create “careers”')
    genkan.key('ctrl+Return')
    wait_record(genkan, 'customer portal (prod)')
    wait_until(lambda: mapped() == {'careers': 'careers'}, 'the first Record in the database')


def accepts_a_likely_one(genkan):
    """A like name is suggested with its reason, and Up takes it"""
    genkan.wait_for('label', 'Like Customer Portal in SonarQube')
    genkan.key('Up', 'ctrl+Return')
    wait_record(genkan, 'intranet')
    wait_until(lambda: mapped().get('customer portal (prod)') == 'Customer Portal', 'the likely Product')


def means_what_was_typed(genkan):
    """Ctrl+Enter at once after typing means what was typed"""
    genkan.type('Staff Site')
    genkan.key('ctrl+Return')
    wait_record(genkan, 'old blog')
    wait_until(lambda: mapped().get('intranet') == 'Staff Site', 'the typed Product')
    genkan.key('ctrl+Return')
    wait_record(genkan, 'storefront')


def accepts_a_sure_one(genkan):
    """Where two tools have the same repository, Enter takes that Product"""
    genkan.wait_for('label', 'Same source as webshop-frontend in SonarQube')
    genkan.key('Return')
    genkan.wait_closed('Edit Record')
    wait_until(lambda: mapped().get('storefront') == 'Web Shop', 'the Product of the same repository')
    genkan.window.activate()
    wait_until(lambda: shown(genkan, 'Mapped Records') == SITES, 'all are mapped')


def tells_the_history(genkan):
    """The Record's history says what happened and who did it"""
    genkan.window.find('tree table', 'Mapped Records').find('label', 'storefront').click(times=2)
    window = genkan.wait_for_window('Edit Record')
    window.activate()
    window.wait_for('label', 'History').click()
    window.wait_for('label', 'Mapped to Web Shop')
    window.wait_for('label', lambda name: name.startswith('By hand'))
    window.wait_for('label', 'Discovered for the first time')
    window.wait_for('label', lambda name: name.startswith('By a Discover'))
    genkan.key('Escape')
    genkan.wait_closed('Edit Record')


def takes_all_back(genkan):
    """Ctrl+Z takes one decision back after the other"""
    for name in ('storefront', 'old blog', 'intranet'):
        assert name in mapped(), mapped()
        undo(genkan)
        wait_until(lambda gone=name: gone not in mapped(), f'{name} is not mapped')
    wait_until(lambda: shown(genkan, 'Unmapped Records') == ['intranet', 'old blog', 'storefront'],
               'three Records wait again')
    assert mapped() == {'careers': 'careers', 'customer portal (prod)': 'Customer Portal'}, mapped()


def says_what_undo_does(genkan):
    """The main menu says what Undo takes back"""
    genkan.key('F10')
    genkan.wait_for(None, lambda name: 'Undo: Mapped customer portal (prod) to Customer Portal' in name)
    genkan.key('Escape')


def choose_to_show(genkan, name):
    genkan.window.activate()
    button = genkan.window.wait_for(('toggle button', 'push button'), 'What to show')
    button.click()
    genkan.wait_for(('check menu item', 'menu item'), name).click()


def columns(genkan):
    table = genkan.window.find('tree table', 'Unmapped Records')
    header = next(table.find_all('table row'))
    return [label.name for label in header.find_all('label')]


def hides_a_column(genkan):
    """A column is hidden, and that is remembered"""
    assert 'Kind' in columns(genkan), columns(genkan)
    choose_to_show(genkan, 'Kind')
    wait_until(lambda: 'Kind' not in columns(genkan), 'no column for the kind')
    kept = subprocess.run(['gsettings', 'get', 'io.github.genkanapp.Genkan', 'show-kind'],
                          check=True, capture_output=True, text=True)
    assert kept.stdout.strip() == 'false', kept.stdout


def drags_onto_a_product(genkan):
    """A Record that is dragged onto a Product is mapped to it"""
    choose_to_show(genkan, 'Products Beside the Records')
    shelf = genkan.window.wait_for('list', 'Products to drop Records on')
    target = shelf.wait_for('label', 'Payments')
    table = genkan.window.find('tree table', 'Unmapped Records')
    table.wait_for('label', 'intranet').drag(target, lambda: mapped().get('intranet') == 'Payments',
                                             'the Product in the database')
    undo(genkan)
    wait_until(lambda: 'intranet' not in mapped(), 'intranet is not mapped')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, opens_by_keyboard, maps_with_ctrl_enter, accepts_a_likely_one,
                           means_what_was_typed, accepts_a_sure_one, tells_the_history,
                           takes_all_back, says_what_undo_does, hides_a_column,
                           drags_onto_a_product))
