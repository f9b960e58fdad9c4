#!/usr/bin/python3
"""Files in the real window: Records out, mappings in, and a Connection without its secrets.

Usage: session test-files.py PROGRAM FILL-TOOLS
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, read_database, run_story, wait_until, xdotool

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
HOME = Path(os.environ['HOME'])
URL = 'https://burp.example.com/'

MAPPINGS = """\
connection,id,name,product,product_type
Burp,s1,careers,Careers,Marketing
,s2,,Customer Portal,
,,intranet,Staff Site,
,s4,,Blog,
,s4,,Weblog,
,s9,,Nowhere,
SonarQube,p1,,Web Shop,Shops
,s5,,,
"""


def mapped():
    """Burp's Record → Product in the database"""
    return dict(read_database(DATABASE, 'SELECT r.name, p.name FROM records r'
                                        ' JOIN products p ON p.id = r.product_id'
                                        ' JOIN connections c ON c.id = r.connection_id'
                                        " WHERE c.label = 'Burp'"))


def choose(genkan, item):
    """An item of the Connection's menu"""
    genkan.window.activate()
    genkan.window.wait_for(('toggle button', 'push button'), 'More for this connection').click()
    genkan.wait_for('menu item', item).click()


def press(genkan, title, button):
    """A button in a dialog"""
    window = genkan.wait_for_window(title)
    window.activate()
    window.wait_for('push button', button).click()


def save_as(genkan, title, path):
    genkan.choose_file(title, path)
    wait_until(path.exists, f'{path.name} is written')


def exports_all(genkan):
    """All Records of a Connection become a CSV"""
    path = HOME / 'all.csv'
    genkan.window.wait_for('list item', lambda name: name.startswith('Burp')).click()
    genkan.window.wait_for('label', 'storefront')
    choose(genkan, 'Export Records…')
    press(genkan, 'Export Records', 'Export…')
    save_as(genkan, 'Export to a File', path)
    genkan.wait_closed('Export Records')
    rows = list(csv.DictReader(path.read_text('utf-8-sig').splitlines()))
    assert [row['id'] for row in rows] == ['s1', 's2', 's3', 's4', 's5'], rows


def exports_what_is_selected(genkan):
    """What is selected is offered first, and becomes JSON"""
    path = HOME / 'some.json'
    genkan.window.activate()
    genkan.window.wait_for('label', 'intranet').click()
    xdotool('keydown', 'ctrl')
    genkan.window.wait_for('label', 'careers').click()
    xdotool('keyup', 'ctrl')
    genkan.window.wait_for('label', '2 selected')
    choose(genkan, 'Export Records…')
    dialog = genkan.wait_for_window('Export Records')
    assert dialog.wait_for(('radio button', 'check box'), 'Selected').has('checked')
    dialog.activate()
    dialog.wait_for('label', 'JSON').click()
    press(genkan, 'Export Records', 'Export…')
    save_as(genkan, 'Export to a File', path)
    genkan.wait_closed('Export Records')
    assert [record['name'] for record in json.loads(path.read_text())] == ['careers', 'intranet']


def exports_what_is_shown(genkan):
    """A search narrows what is exported"""
    path = HOME / 'shown.csv'
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Select nothing').click()
    genkan.key('ctrl+f')
    genkan.type('Marketing')
    wait_until(lambda: not genkan.window.find('label', 'intranet'), 'fewer Records')
    choose(genkan, 'Export Records…')
    dialog = genkan.wait_for_window('Export Records')
    assert dialog.wait_for(('radio button', 'check box'), 'What search and filter show').has('checked')
    press(genkan, 'Export Records', 'Export…')
    save_as(genkan, 'Export to a File', path)
    genkan.wait_closed('Export Records')
    rows = list(csv.DictReader(path.read_text('utf-8-sig').splitlines()))
    assert [row['name'] for row in rows] == ['careers', 'old blog'], rows
    genkan.window.activate()
    genkan.key('ctrl+f', 'ctrl+a', 'BackSpace')
    genkan.window.wait_for('label', 'intranet')


def shows_what_a_file_would_do(genkan):
    """A file of mappings is shown line by line before it does anything"""
    path = HOME / 'mappings.csv'
    path.write_text(MAPPINGS)
    choose(genkan, 'Import Mappings…')
    genkan.choose_file('Choose a File of Mappings', path)
    dialog = genkan.wait_for_window('Import Mappings')
    dialog.wait_for('push button', 'Map 3 Records')
    dialog.wait_for('label', '3 lines cannot be used · 1 line names no Product')
    dialog.wait_for('label', 's9 → Nowhere')
    dialog.wait_for('label', 'Line 7 · Burp · There is no such record')
    dialog.wait_for('label', lambda name: name.startswith('Line 6 · Burp · Another line says something else'))
    assert not dialog.find('label', 's1 → Careers')
    assert not mapped()


def shows_other_lines(genkan):
    """The drop-down shows all lines"""
    dialog = genkan.wait_for_window('Import Mappings')
    dialog.activate()
    # What is chosen is the name of a drop-down in GTK 4.18.
    dialog.wait_for('combo box', lambda name: name in ('Lines to show', 'Cannot be used (3)')).click()
    genkan.wait_for('label', 'All lines (7)')
    genkan.key('Home', 'Return')
    # As long as the list is there, it takes the next click for itself.
    wait_until(lambda: not genkan.find('label', 'Cannot be used (3)'), 'the list of the drop-down is gone')
    dialog.wait_for('label', 'Line 8 · SonarQube · Mapped so before')
    dialog.wait_for('label', 'Line 2 · Burp · Will be mapped')


def maps_by_file(genkan):
    """The file is one decision, and Ctrl+Z takes it back"""
    genkan.press_to_close('Import Mappings', 'Map 3 Records')
    wait_until(lambda: mapped() == {'careers': 'Careers', 'customer portal (prod)': 'Customer Portal',
                                    'intranet': 'Staff Site'}, 'three Records are mapped')
    genkan.window.activate()
    genkan.key('ctrl+z')
    wait_until(lambda: not mapped(), 'none is mapped')


def refuses_another_file(genkan):
    """What cannot be read says so, and changes nothing"""
    path = HOME / 'broken.csv'
    path.write_bytes(b'id,product\ns1,caf\xe9\n')
    choose(genkan, 'Import Mappings…')
    genkan.choose_file('Choose a File of Mappings', path)
    genkan.wait_for('label', 'The File Cannot Be Read')
    genkan.wait_for('label', lambda name: name.startswith('Line 2 is not UTF-8'))
    press(genkan, 'Import Mappings', 'Cancel')
    genkan.wait_closed('Import Mappings')


def exports_the_connection(genkan):
    """A Connection is exported without its secrets"""
    path = HOME / 'burp.json'
    choose(genkan, 'Export Connection…')
    save_as(genkan, 'Export Connection', path)
    wait_until(lambda: path.read_text().endswith('}\n'), 'all of it is written')
    exported = json.loads(path.read_text())
    assert exported['settings']['url'] == URL, exported
    assert set(exported['secrets']).isdisjoint(exported['settings']), exported


def imports_a_connection(genkan):
    """A Connection from a file fills in the form"""
    genkan.window.activate()
    genkan.window.wait_for('push button', lambda name: 'Add Connection' in name).click()
    press(genkan, 'Add Connection', 'Import…')
    genkan.choose_file('Import Connection', HOME / 'burp.json')
    dialog = genkan.wait_for_window('Add Connection')
    wait_until(lambda: URL in [entry.text for entry in dialog.find_all(('text', 'entry'))], 'its address in the form')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Add Connection')


def refuses_another_connection(genkan):
    """A file that is no Connection says so"""
    genkan.window.activate()
    genkan.window.wait_for('push button', lambda name: 'Add Connection' in name).click()
    press(genkan, 'Add Connection', 'Import…')
    genkan.choose_file('Import Connection', HOME / 'all.csv')
    genkan.wait_for('label', 'This file cannot be imported')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with sqlite3.connect(DATABASE) as database:
    database.execute("UPDATE connections SET connector_id = 'burp-dast' WHERE label = 'Burp'")
    database.execute("INSERT INTO connection_settings SELECT id, 'url', ? FROM connections WHERE label = 'Burp'", [URL])
database.close()
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, exports_all, exports_what_is_selected, exports_what_is_shown,
                           shows_what_a_file_would_do, shows_other_lines, maps_by_file,
                           refuses_another_file, exports_the_connection, imports_a_connection,
                           refuses_another_connection))
