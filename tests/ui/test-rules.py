#!/usr/bin/python3
"""The rules of a connection in the demo: templates with their example, the filter with its count, and the
preview of what they will do.

Usage: session test-rules.py PROGRAM
"""

import os
import sys
from pathlib import Path

from genkan_ui import Genkan, find_databases, read_database, run_story, wait_until, xdotool

SITES = ['Careers', 'Company Blog', 'Customer Portal', 'Payments API', 'Web Shop']
SWITCH = ('check box', 'switch', 'toggle button')


def read(query):
    """Rows of the demo's database."""
    own = Path(os.environ['XDG_DATA_HOME'])
    database = next(path for path in find_databases() if own not in path.parents)
    return read_database(database, query)


def wait_read(query, rows):
    wait_until(lambda: read(query) == rows, f'{query} tells {rows}')


def open_settings(genkan):
    genkan.window.activate()
    genkan.key('ctrl+e')
    dialog = genkan.wait_for_window('Settings')
    dialog.activate()
    return dialog


def scroll_down(dialog):
    x, y = dialog.wait_for('label', 'Burp Suite DAST').center
    xdotool('mousemove', x, y + 150, 'click', '--repeat', 30, 5)


def opens_the_demo(genkan):
    """The demo, with five Records"""
    genkan.window.wait_for('push button', 'Try the Demo').click()
    genkan.window = genkan.wait_for_window('Genkan Demo')
    genkan.window.wait_for('push button', 'Discover').click()
    wait_until(lambda: genkan.window.wait_for('tree table', 'Unmapped Records').rows(), 'Records')


def shows_an_example(genkan):
    """The example follows the template while it is typed, and says what cannot be understood"""
    genkan.dialog = open_settings(genkan)
    scroll_down(genkan.dialog)
    genkan.dialog.wait_for(SWITCH, 'Map new Records automatically').click()
    scroll_down(genkan.dialog)
    product = genkan.dialog.wait_for('text', 'Product')
    genkan.dialog.wait_for('label', lambda name: 'to the Product “Careers”' in name)
    product.type('Burp {name')
    genkan.dialog.wait_for('label', lambda name: 'without a }' in name)
    product.type('Burp {nmae}')
    genkan.dialog.wait_for('label', lambda name: 'There is no {nmae}' in name)
    product.type('Burp {name}')
    genkan.dialog.wait_for('label', lambda name: 'to the Product “Burp Careers”' in name)


def counts_what_passes(genkan):
    """The filter counts what it lets through, and says what is wrong with a pattern"""
    genkan.dialog.wait_for('label', '5 of 5 sites pass')
    genkan.dialog.wait_for('push button', 'Add a filter line').click()
    scroll_down(genkan.dialog)
    pattern = genkan.dialog.wait_for('text', 'Pattern')
    pattern.type('/(/')
    genkan.dialog.wait_for('label', lambda name: 'cannot be understood' in name)
    pattern.type('c*')
    genkan.dialog.wait_for('label', '2 of 5 sites pass')


def keeps_the_rules(genkan):
    """Save keeps them in the database, and the dialog shows them again"""
    genkan.dialog.wait_for('push button', 'Save').click()
    genkan.wait_closed('Settings')
    wait_read('SELECT auto_map, product_template FROM connections', [(1, 'Burp {name}')])
    wait_read('SELECT exclude, field, pattern FROM connection_filters', [(1, 0, 'c*')])
    genkan.dialog = open_settings(genkan)
    scroll_down(genkan.dialog)
    assert genkan.dialog.wait_for('text', 'Pattern').text == 'c*'
    genkan.dialog.wait_for('push button', 'Remove this line').click()
    genkan.dialog.wait_for('label', '5 of 5 sites pass')
    genkan.dialog.wait_for('push button', 'Save').click()
    genkan.wait_closed('Settings')
    wait_read('SELECT count(*) FROM connection_filters', [(0,)])


def open_preview(genkan):
    genkan.window.activate()
    genkan.key('ctrl+shift+d')
    dialog = genkan.wait_for_window('Preview of Discover')
    dialog.activate()
    return dialog


def cancels_a_preview(genkan):
    """Escape in the preview changes nothing"""
    dialog = open_preview(genkan)
    rows = dialog.wait_for('tree table', 'Auto-mapped').rows()
    assert [row[1] for row in rows] == SITES, rows
    assert [row[3] for row in rows] == [f'Burp {name} (new)' for name in SITES], rows
    genkan.key('Escape')
    genkan.wait_closed('Preview of Discover')
    cancelled = 4
    wait_read('SELECT status FROM operations ORDER BY id DESC LIMIT 1', [(cancelled,)])
    wait_read('SELECT count(*) FROM products', [(0,)])


def applies_a_part(genkan):
    """What is left out of the preview does not happen; the rest does"""
    dialog = open_preview(genkan)
    dialog.wait_for('label', '5')
    dialog.wait_for(SWITCH, 'Apply to Careers').click()
    dialog.wait_for('label', '4 of 5')
    dialog.wait_for('push button', 'Apply').click()
    genkan.wait_closed('Preview of Discover')
    wait_read('SELECT r.name, p.name FROM records r LEFT JOIN products p ON p.id = r.product_id ORDER BY r.name',
              [('Careers', None), *((name, f'Burp {name}') for name in SITES[1:])])
    genkan.window.wait_for('label', '5 Records: 4 mapped')


if __name__ == '__main__':
    with Genkan(sys.argv[1]) as program:
        sys.exit(not run_story(program, opens_the_demo, shows_an_example, counts_what_passes,
                               keeps_the_rules, cancels_a_preview, applies_a_part))
