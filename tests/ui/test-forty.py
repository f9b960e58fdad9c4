#!/usr/bin/python3
"""Forty units of three tools to twelve Products: once with the pointer alone, once with the
keyboard alone. Says how long each took.

Usage: session test-forty.py PROGRAM FILL-FORTY pointer|keyboard
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from genkan_ui import Genkan, picture, read_database, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
PICTURES = os.environ.get('GENKAN_PICTURES')

# Of which Product a project or a target is, where its name alone does not say it.
PRODUCTS = {
    'acme/analytics-jobs': 'Analytics',
    'acme/intranet-web': 'Intranet',
    'acme/mobile-api-gateway': 'Mobile API',
    'acme/web-shop': 'Web Shop',
    'careers-site': 'Careers',
    'payments-ledger': 'Payments',
    'payments-service': 'Payments',
    'search-service': 'Search',
    'webshop-backend': 'Web Shop',
    'webshop-frontend': 'Web Shop',
}


def query(sql):
    return read_database(DATABASE, sql)


def unmapped(label):
    return [name for (name,) in query(
        "SELECT r.name FROM records r JOIN connections c ON c.id = r.connection_id"
        f" WHERE r.product_id IS NULL AND c.label = '{label}' ORDER BY r.name_key, r.id")]


def mapped():
    return dict(query('SELECT c.label || \'/\' || r.name, p.name FROM records r'
                      ' JOIN products p ON p.id = r.product_id'
                      ' JOIN connections c ON c.id = r.connection_id'))


def product_of(name):
    plain = name.removeprefix('acme/').replace('-', ' ').title()
    return PRODUCTS.get(name, {'Mobile Api': 'Mobile API',
                               'Single Sign On': 'Single Sign-On'}.get(plain, plain))


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def dialog_of(genkan, name):
    dialog = genkan.wait_for_window('Edit Record')
    dialog.wait_for('label', name)
    return dialog


# --- pointer ---

def opens_by_pointer(genkan, label, first):
    genkan.window.wait_for('label', label).click()
    genkan.window.wait_for('label', first).click(times=2)


def maps_sites_by_pointer(genkan):
    """Burp: all at once, each to a Product of its own name, from the context menu"""
    genkan.window = genkan.windows()[-1]
    genkan.window.activate()
    genkan.window.wait_for('label', 'Burp').click()
    genkan.window.wait_for('label', 'Careers').click(button=3)
    genkan.wait_for('menu item', 'Select All').click()
    genkan.window.wait_for('label', '12 selected')
    keep_picture('forty-selected')
    genkan.window.wait_for('push button', 'One Product Each').click()
    wait_until(lambda: not unmapped('Burp'), 'twelve Products')


def maps_by_pointer(genkan, label):
    names = unmapped(label)
    opens_by_pointer(genkan, label, names[0])
    for place, name in enumerate(names):
        dialog = dialog_of(genkan, name)
        dialog.wait_for('label', product_of(name)).click()
        if place == 3:
            keep_picture(f'forty-{label}')
        last = place == len(names) - 1
        dialog.wait_for('push button', 'Map' if last else 'Map and Next').click()
        wait_until(lambda: name not in unmapped(label), f'{name} is mapped')


def maps_projects_by_pointer(genkan):
    """SonarQube: one after the other, what is proposed"""
    maps_by_pointer(genkan, 'SonarQube')


def maps_targets_by_pointer(genkan):
    """Snyk: the same"""
    maps_by_pointer(genkan, 'Snyk')


# --- keyboard ---

def focused(genkan):
    """Each that has the focus, with its place; two may have the same name"""
    return [(node.role, node.name, node.box) for node in genkan.window.walk() if node.has('focused')]


def focused_row(genkan):
    pages = genkan.window.wait_for('list', 'Pages')
    return next((row for row in pages.find_all('list item') if row.has('focused')), None)


def switch_pane(genkan):
    before = focused(genkan)
    genkan.key('F6')
    wait_until(lambda: focused(genkan) not in ([], before), 'another pane has the focus')


def goes_to(genkan, label):
    """F6 to the sidebar, and down to the Connection"""
    genkan.window.activate()
    for _ in range(2):  # from the menu above the sidebar to the page, and back
        if not focused_row(genkan):
            switch_pane(genkan)
    wait_until(lambda: focused_row(genkan), 'the sidebar has the focus')
    genkan.key('Home')
    wait_until(lambda: focused_row(genkan).name == 'Connectors', 'the first row has the focus')
    for _ in range(12):
        if focused_row(genkan).name.startswith(label):
            break
        below = focused(genkan)
        genkan.key('Down')
        wait_until(lambda: focused(genkan) not in ([], below), 'the next row has the focus')
    assert focused_row(genkan).name.startswith(label), f'{label} cannot be reached'
    genkan.key('Return')
    genkan.window.wait_for('label', unmapped(label)[0])


def maps_sites_by_keyboard(genkan):
    """Burp: Ctrl+A, Shift+Ctrl+M"""
    genkan.window = genkan.windows()[-1]
    goes_to(genkan, 'Burp')
    genkan.key('ctrl+f', 'Return', 'ctrl+a')
    genkan.window.wait_for('label', '12 selected')
    genkan.key('ctrl+shift+m')
    wait_until(lambda: not unmapped('Burp'), 'twelve Products')


def maps_by_keyboard(genkan, label):
    names = unmapped(label)
    goes_to(genkan, label)
    genkan.key('ctrl+f', 'Return', 'Return')
    for place, name in enumerate(names):
        dialog = dialog_of(genkan, name)
        if place == 0:
            dialog.activate()
        genkan.type(product_of(name))
        genkan.key('Return' if place == len(names) - 1 else 'ctrl+Return')
        wait_until(lambda: name not in unmapped(label), f'{name} is mapped')
    genkan.wait_closed('Edit Record')


def maps_projects_by_keyboard(genkan):
    """SonarQube: a name, Ctrl+Enter, the next name"""
    maps_by_keyboard(genkan, 'SonarQube')


def maps_targets_by_keyboard(genkan):
    """Snyk: the same"""
    maps_by_keyboard(genkan, 'Snyk')


STORIES = {
    'pointer': (maps_sites_by_pointer, maps_projects_by_pointer, maps_targets_by_pointer),
    'keyboard': (maps_sites_by_keyboard, maps_projects_by_keyboard, maps_targets_by_keyboard),
}


def ends_with_twelve(genkan):
    """Forty Records, twelve Products, each where it belongs"""
    found = mapped()
    assert len(found) == 40, found
    assert len(set(found.values())) == 12, sorted(set(found.values()))
    wrong = {name: product for name, product in found.items()
             if product != product_of(name.split('/', 1)[1]) and not name.startswith('Burp/')}
    assert not wrong, wrong
    print(f'# {time.monotonic() - STARTED:.0f} s')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
STARTED = time.monotonic()
with Genkan(sys.argv[1]) as program:
    run_story(program, *STORIES[sys.argv[3]], ends_with_twelve)
