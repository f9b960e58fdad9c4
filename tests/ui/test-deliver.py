#!/usr/bin/python3
"""Findings from before there was a server are delivered: at the preferences, and by the menu.

Usage: session test-deliver.py PROGRAM SERVE-DOJO
"""

import os
import sys
from pathlib import Path

import dojo
from genkan_ui import Atspi, Genkan, find_databases, picture, read_database, run_story, wait_until

ENTRY = ('text', 'password text')
MORE = ('push button', 'toggle button')
PICTURES = os.environ.get('GENKAN_PICTURES')
URL = 'URL, with the path under which it stands'
COMPLETE, FAILED = 1, 3


def demo_database():
    own = Path(os.environ['XDG_DATA_HOME'])
    return next((path for path in find_databases() if own not in path.parents), None)


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def operations():
    return read_database(demo_database(), 'SELECT kind, status FROM operations ORDER BY id')


def rows(genkan, table):
    node = genkan.window.find('tree table', table)
    return node.rows() if node else []


def open_menu(genkan):
    genkan.window.activate()
    genkan.window.wait_for(MORE, 'More for this connection').click()
    return genkan.window.wait_for('menu item', 'Deliver to DefectDojo')


def press(window, name):
    """A button that may be scrolled out of sight, as a screen reader does"""
    button = window.wait_for('push button', name)
    wait_until(lambda: button.has('sensitive'), f'{button} is sensitive')
    Atspi.Action.do_action(button.accessible, 0)


def syncs_without_a_server(genkan):
    """What is found stays here, and Deliver is insensitive"""
    genkan.window.wait_for('push button', 'Try the Demo').click()
    genkan.window = genkan.wait_for_window('Genkan Demo')
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Discover').click()
    wait_until(lambda: len(rows(genkan, 'Unmapped Records')) == 5, 'five Records')
    genkan.window.find('label', 'Web Shop').click()
    genkan.key('ctrl+a', 'ctrl+shift+m')
    wait_until(lambda: len(rows(genkan, 'Mapped Records')) == 5, 'five mapped Records')
    press(genkan.window, 'Sync')
    wait_until(lambda: operations()[1:] == [(1, COMPLETE)], 'it has run')
    assert not open_menu(genkan).has('sensitive')
    genkan.key('Escape')


def says_what_is_not_delivered(genkan):
    """Once a server is set, the preferences offer to deliver"""
    genkan.key('ctrl+comma')
    genkan.preferences = genkan.wait_for_window('Preferences')
    genkan.preferences.activate()
    genkan.preferences.wait_for(ENTRY, URL).type(genkan.dojo.url)
    genkan.preferences.wait_for(ENTRY, 'API v2 key').type(dojo.KEY)
    press(genkan.preferences, 'Save')
    genkan.preferences.wait_for('label', '15 findings are not in DefectDojo yet')
    genkan.preferences.wait_for('label', 'Of 4 Records; their next Syncs deliver too')
    keep_picture('deliver-offered')


def delivers_from_the_preferences(genkan):
    """One press, and all of it is there"""
    press(genkan.preferences, 'Deliver Now')
    genkan.preferences.wait_for('label', 'All findings are in DefectDojo')
    wait_until(lambda: not genkan.preferences.find('push button', 'Deliver Now'), 'nothing more to deliver')
    keep_picture('deliver-done')
    assert operations()[-1] == (2, COMPLETE)
    genkan.key('Escape')
    genkan.wait_closed('Preferences')


def delivers_by_the_menu(genkan):
    """Nothing has changed, and the results say so, Record by Record"""
    item = open_menu(genkan)
    wait_until(lambda: item.has('sensitive'), 'Deliver is there')
    item.click()
    wait_until(lambda: operations()[3:] == [(2, COMPLETE)], 'it has run')
    genkan.window.wait_for('label', 'last delivery')
    genkan.window.wait_for('label', 'Web Shop').click(button=3)
    genkan.window.wait_for('menu item', 'Result of the Last Sync…').click()
    dialog = genkan.wait_for_window('Result of a Delivery')
    dialog.wait_for('label', 'Web Shop')
    dialog.wait_for('label', 'DefectDojo: nothing to deliver')
    keep_picture('deliver-results')
    dialog.activate()
    genkan.key('Escape')
    genkan.wait_closed('Result of a Delivery')


def delivers_one(genkan):
    """From the menu of a Record: only that one"""
    genkan.window.activate()
    genkan.window.wait_for('label', 'Web Shop').click(button=3)
    genkan.window.wait_for('menu item', 'Deliver to DefectDojo').click()
    wait_until(lambda: len(operations()) == 5 and operations()[-1] == (2, COMPLETE), 'it has run')
    assert read_database(demo_database(), 'SELECT count(*) FROM sync_results WHERE operation_id = '
                         '(SELECT max (id) FROM operations)') == [(1,)]


def tells_what_went_wrong(genkan):
    """DefectDojo is gone: the words say so, and the Operation has failed"""
    genkan.dojo.process.stdin.close()
    genkan.dojo.process.wait()
    open_menu(genkan).click()
    wait_until(lambda: operations()[-1] == (2, FAILED), 'it has failed')
    ((message,),) = read_database(demo_database(), 'SELECT message FROM operations ORDER BY id DESC LIMIT 1')
    assert 'There was nothing to deliver' in message and 'cannot be reached' in message, message
    keep_picture('deliver-failed')


with dojo.serve(sys.argv[2]) as served, Genkan(sys.argv[1]) as program:
    program.dojo = served
    sys.exit(not run_story(program, syncs_without_a_server, says_what_is_not_delivered,
                           delivers_from_the_preferences, delivers_by_the_menu, delivers_one,
                           tells_what_went_wrong))
