#!/usr/bin/python3
"""Products in the real window: what feeds them, renaming, merging, deleting, and taking it back.

Usage: session test-products.py PROGRAM FILL-TOOLS
"""

import os
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, read_database, run_story, wait_until, xdotool

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'


def products():
    """name → (Product Type, names of its Records) in the database"""
    rows = read_database(DATABASE, 'SELECT p.name, t.name, group_concat(r.name) FROM products p'
                                   ' LEFT JOIN product_types t ON t.id = p.type_id'
                                   ' LEFT JOIN records r ON r.product_id = p.id GROUP BY p.id')
    return {name: (kind, records) for name, kind, records in rows}


def states():
    """Record → state in the database"""
    return dict(read_database(DATABASE, 'SELECT name, state FROM records'))


def shown(genkan):
    """name → [Product Type, how many Records] in the window"""
    table = genkan.window.find('tree table', 'Products')
    return {cells[0]: cells[1:] for cells in table.rows()} if table else {}


def wait_shown(genkan, condition, what):
    wait_until(lambda: condition(shown(genkan)), what)


def select(genkan, *names):
    """With the pointer: the first, and with Ctrl the others"""
    genkan.window.activate()
    genkan.window.wait_for('tree table', 'Products').wait_for('label', names[0]).click()
    for name in names[1:]:
        xdotool('keydown', 'ctrl')
        genkan.window.find('tree table', 'Products').find('label', name).click()
        xdotool('keyup', 'ctrl')
    genkan.window.wait_for('label', f'{len(names)} selected')


def dialog(genkan, title, *keys):
    """Opens a dialog by key and brings it to the front"""
    genkan.key(*keys)
    window = genkan.wait_for_window(title)
    window.activate()
    return window


def undo(genkan):
    genkan.window.activate()
    genkan.key('ctrl+z')


def lists_products(genkan):
    """The page lists all Products with their types and how many Records feed them"""
    genkan.before = products()
    genkan.window.wait_for('list item', 'Products').click()
    wait_shown(genkan, lambda rows: len(rows) == 3, 'three Products')
    assert shown(genkan)['Web Shop'] == ['Shops', '1'], shown(genkan)


def tells_what_feeds(genkan):
    """A selected Product shows its Records with tool and state"""
    select(genkan, 'Web Shop')
    feed = genkan.window.wait_for('list', 'Web Shop is fed by 1 Record')
    feed.wait_for('label', 'webshop-frontend')
    feed.wait_for('label', 'SonarQube')
    feed.wait_for('label', 'Good')


def renames(genkan):
    """F2 renames, and Ctrl+Z takes it back"""
    window = dialog(genkan, 'Rename Product', 'F2')
    window.wait_for('text', 'Name').type('Shop of Shops')
    genkan.key('Return')
    wait_until(lambda: 'Shop of Shops' in products(), 'the new name in the database')
    wait_shown(genkan, lambda rows: 'Shop of Shops' in rows, 'the new name in the window')
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')
    genkan.window.wait_for('label', 'Undone: Renamed Web Shop to Shop of Shops')


def merges_by_name(genkan):
    """A name that is taken offers to merge"""
    select(genkan, 'Payments')
    window = dialog(genkan, 'Rename Product', 'F2')
    window.wait_for('text', 'Name').type('Web Shop')
    window.wait_for('push button', 'Merge').click()
    wait_until(lambda: 'Payments' not in products(), 'Payments is merged')
    assert sorted(products()['Web Shop'][1].split(',')) == ['payments-service', 'webshop-frontend'], products()
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')


def merges_selected(genkan):
    """Ctrl+M makes one Product of those selected"""
    wait_shown(genkan, lambda rows: len(rows) == 3, 'three Products')
    select(genkan, 'Customer Portal', 'Payments')
    window = dialog(genkan, 'Merge Products', 'ctrl+m')
    window.wait_for('push button', 'Merge').click()
    wait_until(lambda: len(products()) == 2, 'two Products')
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')


def changes_types(genkan):
    """Ctrl+T gives many another Product Type"""
    wait_shown(genkan, lambda rows: len(rows) == 3, 'three Products')
    select(genkan, 'Customer Portal', 'Payments')
    window = dialog(genkan, 'Change Product Type', 'ctrl+t')
    window.wait_for('text', 'Product Type').type('Front')
    genkan.key('Return')
    wait_until(lambda: [kind for kind, _ in products().values()].count('Front') == 2, 'the new type')
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')


def deletes(genkan):
    """Delete makes Records Stale, says so, and is taken back"""
    wait_shown(genkan, lambda rows: rows.get('Payments') == ['Money', '1'], 'the types as before')
    select(genkan, 'Payments')
    genkan.key('Delete')
    genkan.window.wait_for('label', 'Deleted Payments: 1 Record is Stale now')
    wait_until(lambda: states()['payments-service'] == 3, 'Stale in the database')
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')
    assert states()['payments-service'] == 1, states()


def creates(genkan):
    """A new Product is made, and goes with Undo"""
    genkan.window.wait_for('push button', 'New Product').click()
    window = genkan.wait_for_window('New Product')
    window.activate()
    window.wait_for('text', 'Name').type('Intranet')
    window.wait_for('text', 'Product Type').type('Staff')
    genkan.key('Return')
    wait_until(lambda: products().get('Intranet') == ('Staff', None), 'the Product in the database')
    genkan.wait_closed('New Product')
    undo(genkan)
    wait_until(lambda: products() == genkan.before, 'the Products as before')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, lists_products, tells_what_feeds, renames, merges_by_name,
                           merges_selected, changes_types, deletes, creates))
