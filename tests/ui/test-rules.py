#!/usr/bin/python3
"""The rules of a connection in the demo: templates with their example, the filter with its count.

Usage: session test-rules.py PROGRAM
"""

import os
import sys
from pathlib import Path

from genkan_ui import Genkan, find_databases, read_database, run_story, wait_until, xdotool

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
    wait_until(lambda: genkan.window.find('tree table', 'Unmapped Records').rows(), 'Records')


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


if __name__ == '__main__':
    with Genkan(sys.argv[1]) as program:
        sys.exit(not run_story(program, opens_the_demo, shows_an_example, counts_what_passes,
                               keeps_the_rules))
